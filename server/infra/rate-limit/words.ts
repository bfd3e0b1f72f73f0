/** "You have reached 10 tries in 15 minutes. It works again in 21 s." `retryAfter` in seconds. */
export function refusalWords(limit: number, windowSeconds: number, retryAfter: number): string {
  return `You have reached ${limit} ${limit === 1 ? "try" : "tries"} ${windowWords(windowSeconds)}. It works again in ${waitWords(retryAfter)}.`;
}

function windowWords(seconds: number): string {
  if (seconds === 1) return "a second";
  if (seconds === 60) return "a minute";
  if (seconds === 3600) return "an hour";
  if (seconds % 3600 === 0) return `in ${seconds / 3600} hours`;
  return seconds % 60 === 0 ? `in ${seconds / 60} minutes` : `in ${seconds} s`;
}

function waitWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3600)} hours`;
}
