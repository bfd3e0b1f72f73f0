import { type Failure, failureOf } from "../trpc/failure";
import type { Engine } from "./engine";
import { applyConversation, applyRead, type Overlay, setOverlay } from "./model";

const TYPING_EVERY_MS = 3_000;
const TYPING_STOPS_MS = 5_000;

/** What a member does to conversations: shown at once, taken back when the server refuses. */
export function createActs(engine: Engine) {
  const { api, model } = engine;
  const latest = new Map<string, number>();
  const readUpTo = new Map<string, number>();
  const untold = new Set<string>();
  let typingIn: { key: string; at: number; stop: ReturnType<typeof setTimeout> } | null = null;

  /** Returns why it was refused, or null. */
  async function change(
    conversationId: string,
    overlay: Overlay,
    ask: () => ReturnType<typeof api.conversations.assign.mutate>,
  ): Promise<Failure | null> {
    const turn = (latest.get(conversationId) ?? 0) + 1;
    latest.set(conversationId, turn);
    setOverlay(model, conversationId, overlay);
    engine.changed();
    try {
      const conversation = await ask();
      applyConversation(model, conversation);
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      // A later act of ours on the same conversation still has its own overlay standing.
      if (latest.get(conversationId) === turn) setOverlay(model, conversationId, null);
      engine.loader.countSoon();
      engine.changed();
    }
  }

  /** What could not be told is told with the next connection. */
  function sendRead(conversationId: string, seq: number) {
    readUpTo.set(conversationId, seq);
    api.conversations.markRead.mutate({ conversationId, seq }).then(
      () => untold.delete(conversationId),
      () => untold.add(conversationId),
    );
  }
  engine.onConnected.add(() => {
    for (const id of untold) sendRead(id, readUpTo.get(id) ?? 0);
  });

  function sendTyping(conversationId: string, isTyping: boolean, isNote: boolean) {
    api.conversations.setTyping.mutate({ conversationId, isTyping, isNote }).catch(() => {});
  }

  return {
    assign: (conversationId: string, assigneeId: string | null) =>
      change(conversationId, { assigneeId }, () =>
        api.conversations.assign.mutate({ conversationId, assigneeId }),
      ),
    setStatus: (conversationId: string, status: "open" | "resolved") =>
      change(conversationId, { status }, () =>
        api.conversations.setStatus.mutate({ conversationId, status }),
      ),

    /** Everything in the thread up to `seq` has been on the screen. */
    markRead(conversationId: string, seq: number): void {
      const held = model.held.get(conversationId);
      const known = Math.max(model.reads.get(conversationId)?.seq ?? 0, readUpTo.get(conversationId) ?? 0);
      if (!held || seq <= known) return;
      if (seq >= held.lastSeq) applyRead(model, conversationId, { seq, incoming: held.incomingCount });
      engine.changed();
      sendRead(conversationId, seq);
    },

    /** Call with every change of the text; tells the others at most every 3 s, and when it has stopped. */
    typing(conversationId: string, isNote: boolean): void {
      const key = `${conversationId} ${isNote}`;
      const now = Date.now();
      const isNews = typingIn?.key !== key || now - typingIn.at >= TYPING_EVERY_MS;
      if (typingIn) clearTimeout(typingIn.stop);
      const stop = setTimeout(() => this.typingStopped(), TYPING_STOPS_MS);
      typingIn = { key, at: isNews ? now : typingIn!.at, stop };
      if (isNews) sendTyping(conversationId, true, isNote);
    },
    typingStopped(): void {
      if (!typingIn) return;
      clearTimeout(typingIn.stop);
      const [conversationId = "", isNote] = typingIn.key.split(" ");
      typingIn = null;
      sendTyping(conversationId, false, isNote === "true");
    },
  };
}
export type Acts = ReturnType<typeof createActs>;
