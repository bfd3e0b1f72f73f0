export type Emoji = { unicode: string; label: string; tags?: string[]; group?: number; order?: number };

const RECENT_KEY = "parley.emoji";
let all: Promise<Emoji[]> | undefined;

/** All emoji of Unicode in their usual order, with English names; fetched when first asked for. */
export function loadEmoji(): Promise<Emoji[]> {
  all ??= import("emojibase-data/en-gb/compact.json").then(({ default: data }) =>
    // Group 2 holds parts (skin, hair), and regional letters have no group: they stand for nothing alone.
    (data as unknown as Emoji[])
      .filter(({ group }) => group !== undefined && group !== 2)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0)),
  );
  all.catch(() => {
    all = undefined;
  });
  return all;
}

/** By name or by what they are about; names that begin with the words first. */
export async function findEmoji(query: string): Promise<Emoji[]> {
  const words = query.toLowerCase().replace(/[_-]/g, " ").trim();
  if (!words) return loadEmoji();
  const rank = ({ label, tags }: Emoji) =>
    label.toLowerCase().startsWith(words)
      ? 0
      : label.toLowerCase().includes(words)
        ? 1
        : tags?.some((tag) => tag.startsWith(words))
          ? 2
          : 3;
  return (await loadEmoji()).filter((one) => rank(one) < 3).sort((a, b) => rank(a) - rank(b));
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
