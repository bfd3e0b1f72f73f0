type Open = (conversationId: string) => void;
let inPlace: Open | null = null;

/** The inbox, while it is shown, opens conversations without leaving the page. Answers how to stop. */
export function takeOpening(open: Open): () => void {
  inPlace = open;
  return () => {
    if (inPlace === open) inPlace = null;
  };
}

/** Opens a conversation from anywhere: at once in the inbox, else by going there. */
export function openConversation(conversationId: string, go: (href: string) => void, slug: string): void {
  if (inPlace) inPlace(conversationId);
  else go(`/t/${slug}/inbox/${conversationId}`);
}
