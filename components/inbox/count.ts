import { formatNumber, type Reader } from "../i18n/reader";

/** 1,000 and above read "1.2k"; the exact number belongs into the label. */
export function formatCount(count: number, reader: Reader): string {
  return count < 1000 ? String(count) : `${formatNumber(Math.floor(count / 100) / 10, reader)}k`;
}
