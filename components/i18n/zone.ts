/** What the server writes times in; the browser writes them in the reader's own zone. */
export const TIME_ZONE = "Europe/London";
