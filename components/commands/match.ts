/** Where the typed words stand in a text, as [from, to) in order; null when one of them is missing. */
export type Match = { rank: number; spans: readonly (readonly [number, number])[] };

/** Lower case without accents, each character at its place: "Zoë" is found by "zoe". */
export function plain(text: string): string {
  return [...text].map((c) => (c.length > 1 ? c : c.normalize("NFD").toLowerCase().charAt(0))).join("");
}

/**
 * Every typed word must stand in the text. Lower ranks come first: the beginning of the text, the beginning of a word,
 * inside a word. `also` are words it is found by that are not shown.
 */
export function matchWords(text: string, typed: string, also = ""): Match | null {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const inside = plain(text);
  const beside = plain(also);
  let rank = 0;
  const spans: [number, number][] = [];
  for (const word of words) {
    const starts = new RegExp(`(?:^|[^\\p{L}\\p{N}])${literally(word)}`, "u").exec(inside);
    const at = starts ? starts.index + starts[0].length - word.length : inside.indexOf(word);
    if (at < 0 && !beside.includes(word)) return null;
    rank += at === 0 ? 0 : starts ? 1 : at > 0 ? 3 : 2;
    if (at >= 0) spans.push([at, at + word.length]);
  }
  return { rank, spans: spans.sort(([a], [b]) => a - b) };
}

const literally = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
