export type Theme = "system" | "light" | "dark";

const YEAR = 365 * 24 * 3600;

/** The choice of this browser; /theme.js reads the same cookie before the first paint. */
export function chosenTheme(): Theme {
  const match = /(?:^|; )theme=(dark|light)/.exec(document.cookie);
  return (match?.[1] as Theme | undefined) ?? "system";
}

export function setTheme(theme: Theme): void {
  const value = theme === "system" ? "theme=; max-age=0" : `theme=${theme}; max-age=${YEAR}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${value}; path=/; samesite=lax`;
  window.dispatchEvent(new Event("parley:theme"));
}
