/** "en_GB" in the reader's language: "British English". What nobody knows stays as the provider writes it. */
export function languageOf(language: string, locale: string): string {
  try {
    return (
      new Intl.DisplayNames([locale], { type: "language" }).of(language.replaceAll("_", "-")) ?? language
    );
  } catch {
    return language;
  }
}
