/**
 * What was opened last in this browser, newest first; names are kept so that they show before anything is loaded. A place's
 * id is that of its line in the bar.
 */
export type Recent =
  | { kind: "conversation"; id: string; name: string; number: number }
  | { kind: "contact"; id: string; name: string }
  | { kind: "place"; id: string; name: string };

const KEPT = 6;
const place = (memberId: string) => `parley:recent:${memberId}`;

export function recents(memberId: string): Recent[] {
  try {
    return JSON.parse(localStorage.getItem(place(memberId)) ?? "[]");
  } catch {
    return [];
  }
}

export function noteRecent(memberId: string, recent: Recent): void {
  try {
    const others = recents(memberId).filter(({ id }) => id !== recent.id);
    localStorage.setItem(place(memberId), JSON.stringify([recent, ...others].slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing: then there is nothing recent.
  }
}
