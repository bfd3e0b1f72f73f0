/** "12 KB", "3.4 MB" */
export function size(bytes: number, locale: string): string {
  const isSmall = bytes < 1 << 20;
  const n = isSmall ? Math.ceil(bytes / 1024) : bytes / (1 << 20);
  return `${n.toLocaleString(locale, { maximumFractionDigits: 1 })} ${isSmall ? "KB" : "MB"}`;
}
