/** What of a contact waits for somebody of the team: what they wrote, and what of a network's news says so (a call). */
export const heardSql = (message: string): string =>
  `(${message}.kind = 'incoming' or ${message}.kind = 'activity' and ${message}.data ? 'waits')`;

/** What a list shows of a conversation: its messages, and lines of activity only where they wait for somebody. */
export const listedSql = (message: string): string =>
  `(${message}.kind <> 'activity' or ${message}.data ? 'waits')`;
