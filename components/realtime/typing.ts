import type { LiveTyping } from "../../server/modules/conversations/schema";

/** Who is typing where; `memberId` is null for the contact. */
export type Typist = { memberId: string | null; isNote: boolean };

const LASTS_MS = 6_000;

/** Remembers who types, and forgets it 6 s after the last sign of it. */
export function createTyping(tell: () => void) {
  let revision = 0;
  function onChange() {
    revision++;
    tell();
  }
  const byConversation = new Map<string, readonly Typist[]>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function remove(conversationId: string, memberId: string | null) {
    const key = `${conversationId} ${memberId}`;
    clearTimeout(timers.get(key));
    if (!timers.delete(key)) return;
    const left = (byConversation.get(conversationId) ?? []).filter((t) => t.memberId !== memberId);
    if (left.length) byConversation.set(conversationId, left);
    else byConversation.delete(conversationId);
    onChange();
  }

  return {
    revision: () => revision,
    in: (conversationId: string): readonly Typist[] | undefined => byConversation.get(conversationId),
    take({ conversationId, memberId, isTyping, isNote }: LiveTyping) {
      if (!isTyping) return remove(conversationId, memberId);
      const others = (byConversation.get(conversationId) ?? []).filter((t) => t.memberId !== memberId);
      byConversation.set(conversationId, [...others, { memberId, isNote }]);
      const key = `${conversationId} ${memberId}`;
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => remove(conversationId, memberId), LASTS_MS),
      );
      onChange();
    },
    /** Their message has come: they are done. */
    stop: remove,
  };
}
export type Typing = ReturnType<typeof createTyping>;
