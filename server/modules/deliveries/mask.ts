const SECRET = /token|secret|password|authorization|api_?key|signature/i;
const TIMES = /time|date/i;

/** A body for people's eyes: without secrets, with telephone numbers and what encodes them cut to their ends. */
export function maskBody(body: Buffer): string {
  const text = body.toString("utf8");
  try {
    return JSON.stringify(masked(JSON.parse(text), ""), null, 2);
  } catch {
    return maskText(text);
  }
}

function masked(value: unknown, key: string): unknown {
  if (SECRET.test(key) && value !== null) return "••••";
  if (Array.isArray(value)) return value.map((one) => masked(one, key));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner, name)]));
  return typeof value === "string" && !TIMES.test(key) ? maskText(value) : value;
}

/** A wamid is the telephone number in base64 with a tail of its own. */
function maskText(text: string): string {
  return text
    .replace(/wamid\.[A-Za-z0-9+/=_-]{12,}/g, (id) => `wamid.••••${id.slice(-8)}`)
    .replace(/\+?\d[\d ()-]{5,}\d/g, (number) =>
      number.replace(/\D/g, "").length < 7 ? number : `••••${number.slice(-3)}`,
    );
}
