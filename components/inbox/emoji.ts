export type Emoji = { unicode: string; label: string; tags?: string[]; group?: number; order?: number };

const RECENT_KEY = "parley.emoji";
const loaded = new Map<string, Promise<Emoji[]>>();

/** All emoji of Unicode in their usual order, named in the reader's language; fetched when first asked for. */
function loadEmoji(locale: string): Promise<Emoji[]> {
  let all = loaded.get(locale);
  if (!all) {
    all = readEmoji(locale);
    loaded.set(locale, all);
    all.catch(() => loaded.delete(locale));
  }
  return all;
}

async function readEmoji(locale: string): Promise<Emoji[]> {
  const { default: data } =
    locale === "pt-BR"
      ? await import("emojibase-data/pt/compact.json")
      : locale === "en-US"
        ? await import("emojibase-data/en/compact.json")
        : await import("emojibase-data/en-gb/compact.json");
  // Group 2 holds parts (skin, hair), and regional letters have no group: they stand for nothing alone.
  return (data as unknown as Emoji[])
    .filter(({ group }) => group !== undefined && group !== 2)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

/** "Coração" is found by "coracao". */
const plain = (words: string) => words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** By name or by what they are about; names that begin with the words first. */
export async function findEmoji(query: string, locale: string): Promise<Emoji[]> {
  const words = plain(query).replace(/[_-]/g, " ").trim();
  if (!words) return loadEmoji(locale);
  const rank = ({ label, tags }: Emoji) =>
    plain(label).startsWith(words)
      ? 0
      : plain(label).includes(words)
        ? 1
        : tags?.some((tag) => plain(tag).startsWith(words))
          ? 2
          : 3;
  return (await loadEmoji(locale)).filter((one) => rank(one) < 3).sort((a, b) => rank(a) - rank(b));
}

export function recentEmoji(): string[] {
  try {
    return JSON.parse(localStorage.getItem(RECENT_KEY) ?? "[]") as string[];
  } catch {
    return [];
  }
}

/** The latest 16, newest first. */
export function rememberEmoji(unicode: string): void {
  try {
    const next = [unicode, ...recentEmoji().filter((one) => one !== unicode)].slice(0, 16);
    localStorage.setItem(RECENT_KEY, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing has no recent ones.
  }
}
