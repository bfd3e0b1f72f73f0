type Go = (href: string) => void;
let inPlace: Go | null = null;

/** The inbox, while it is shown, goes to its lists without leaving the page. Answers how to stop. */
export function takeGoing(go: Go): () => void {
  inPlace = go;
  return () => {
    if (inPlace === go) inPlace = null;
  };
}

/** Goes to a page, and to a list of the inbox at once when the inbox is shown. */
export function openPlace(slug: string, href: string, go: Go): void {
  if (inPlace && href.startsWith(`/t/${slug}/inbox?`)) inPlace(href);
  else go(href);
}
