/** Whose inbox it is; where either is unknown, all that comes is its own. `number`: in digits. */
export type Own = { number?: string; deviceId?: string; receivedAt: Date };

/** RFC 3339; what is no time counts as the time it came, so that the message is not lost for it and a replay says the same. */
export function timeOf(text: string | undefined, receivedAt: Date): Date {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? receivedAt : at;
}
