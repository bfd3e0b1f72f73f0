/** 1,000 and above read "1.2k"; the exact number belongs into the label. */
export function formatCount(count: number): string {
  return count < 1000 ? String(count) : `${(Math.floor(count / 100) / 10).toLocaleString("en-GB")}k`;
}

const EXACT = new Intl.NumberFormat("en-GB");
/** 1234 as "1,234". */
export const exactCount = (count: number): string => EXACT.format(count);
