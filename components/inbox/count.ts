/** 1,000 and above read "1.2k"; the exact number belongs into the label. */
export function formatCount(count: number): string {
  return count < 1000 ? String(count) : `${(Math.floor(count / 100) / 10).toLocaleString("en-GB")}k`;
}
