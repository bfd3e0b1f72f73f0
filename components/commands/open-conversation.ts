/** `seq` is of the message to show. */
type Open = (conversationId: string, seq: number | null) => void;
let inPlace: Open | null = null;

/** The inbox, while it is shown, opens conversations without leaving the page. Answers how to stop. */
export function takeOpening(open: Open): () => void {
  inPlace = open;
  return () => {
    if (inPlace === open) inPlace = null;
  };
}

/** Opens a conversation from anywhere: at once in the inbox, else by going there. */
export function openConversation(
  to: { slug: string; conversationId: string; seq?: number | null },
  go: (href: string) => void,
): void {
  const { slug, conversationId, seq = null } = to;
  if (inPlace) inPlace(conversationId, seq);
  else go(`/t/${slug}/inbox/${conversationId}${seq ? `?seq=${seq}` : ""}`);
}
