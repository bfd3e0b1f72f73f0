import type { LiveTyping } from "../../server/modules/conversations/schema";

/** Who is typing where; `memberId` is null for the contact. */
export type Typist = { memberId: string | null; isNote: boolean };

/** Who began to reply first, and until when that counts (Unix milliseconds). */
export type Claim = { memberId: string; until: number };

const CLAIM_MS = 60_000;

/** Remembers who types, and forgets it 6 s after the last sign of it, or as long as the sign says. */
export function createTyping(tell: () => void, ownId = "") {
  const claims = new Map<string, Claim>();
  function claimFor(conversationId: string, memberId: string) {
    const held = claims.get(conversationId);
    if (held && held.memberId !== memberId && held.until > Date.now()) return;
    claims.set(conversationId, { memberId, until: Date.now() + CLAIM_MS });
  }
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
    claim: (conversationId: string): Claim | undefined => claims.get(conversationId),
    /** We reply, or take the reply over from whoever holds it. */
    takeOver(conversationId: string) {
      claims.delete(conversationId);
      claimFor(conversationId, ownId);
      onChange();
    },
    began: (conversationId: string) => claimFor(conversationId, ownId),
    /** The reply is out: the next one is anybody's. */
    release: (conversationId: string) => void claims.delete(conversationId),
    take({ conversationId, memberId, isTyping, isNote, takesOver, lastsMs = 6_000 }: LiveTyping) {
      if (takesOver) claims.delete(conversationId);
      if (memberId && isTyping && !isNote) claimFor(conversationId, memberId);
      if (!isTyping) return remove(conversationId, memberId);
      const others = (byConversation.get(conversationId) ?? []).filter((t) => t.memberId !== memberId);
      byConversation.set(conversationId, [...others, { memberId, isNote }]);
      const key = `${conversationId} ${memberId}`;
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => remove(conversationId, memberId), lastsMs),
      );
      onChange();
    },
    /** Their message has come: they are done. */
    stop: remove,
  };
}
export type Typing = ReturnType<typeof createTyping>;
