import type { Refused, SummaryAct } from "../../server/modules/conversations/acts-schema";
import { type Failure, failureOf } from "../trpc/failure";
import type { Engine } from "./engine";
import { applyConversation, applyRead, setOverlay, showRead } from "./model";
import { overlayOf } from "./overlay";

const TYPING_EVERY_MS = 3_000;
const TYPING_STOPS_MS = 5_000;

/** How an act went: refused as a whole, or some of it; `undoId` takes back what was done. */
export type Outcome = { failure: Failure | null; refused: readonly Refused[]; undoId: string | null };

/** What a member does to conversations: shown at once, taken back when the server refuses. */
export function createActs(engine: Engine) {
  const { api, model } = engine;
  const latest = new Map<string, number>();
  let turns = 0;
  const readUpTo = new Map<string, number>();
  const untold = new Set<string>();
  let typingIn: { key: string; at: number; stop: ReturnType<typeof setTimeout> } | null = null;

  /** Shows what `show` says of each until the server has answered; a later act of ours keeps its own overlay. */
  async function change<T>(
    ids: readonly string[],
    show: (id: string) => void,
    ask: () => Promise<T>,
    take: (answer: T) => Outcome,
  ): Promise<Outcome> {
    const turn = ++turns;
    for (const id of ids) {
      latest.set(id, turn);
      show(id);
    }
    engine.changed();
    try {
      return take(await ask());
    } catch (error) {
      return { failure: failureOf(error), refused: [], undoId: null };
    } finally {
      for (const id of ids) if (latest.get(id) === turn) setOverlay(model, id, null);
      engine.loader.countSoon();
      for (const id of ids) engine.loader.judge(id);
      engine.changed();
    }
  }

  /** What could not be told is told with the next connection. */
  function sendRead(conversationId: string, seq: number) {
    readUpTo.set(conversationId, seq);
    api.conversations.markRead.mutate({ conversationId, seq }).then(
      () => {
        untold.delete(conversationId);
        engine.loader.mentionsRead(conversationId);
      },
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
    /** One act on one or many conversations at once. */
    act(conversationIds: readonly string[], act: SummaryAct): Promise<Outcome> {
      return change(
        conversationIds,
        (id) => {
          const held = model.shown.get(id);
          if (held) setOverlay(model, id, overlayOf(held, act));
        },
        () => api.conversations.act.mutate({ conversationIds: [...conversationIds], act }),
        ({ conversations, refused, undoId }) => {
          for (const conversation of conversations) applyConversation(model, conversation);
          return { failure: null, refused, undoId };
        },
      );
    },

    /** As read, or as unread from the contact's last message on: for this member, on every device. */
    async setRead(conversationIds: readonly string[], isRead: boolean): Promise<Outcome> {
      const takeBack = conversationIds.map((id) => showRead(model, id, isRead));
      for (const id of conversationIds) readUpTo.delete(id);
      engine.changed();
      try {
        const answer = await api.conversations.setRead.mutate({
          conversationIds: [...conversationIds],
          isRead,
        });
        for (const { conversationId, myRead } of answer.reads) applyRead(model, conversationId, myRead);
        return { failure: null, refused: [], undoId: answer.undoId };
      } catch (error) {
        for (const back of takeBack) back();
        return { failure: failureOf(error), refused: [], undoId: null };
      } finally {
        engine.changed();
      }
    },

    /** Takes back what `undoId` names, on everything it changed; what somebody has changed since is refused. */
    undo(undoId: string): Promise<Outcome> {
      return change(
        [],
        () => {},
        () => api.conversations.undo.mutate({ undoId }),
        ({ conversations, reads, refused }) => {
          for (const conversation of conversations) applyConversation(model, conversation);
          for (const { conversationId, myRead } of reads) applyRead(model, conversationId, myRead);
          return { failure: null, refused, undoId: null };
        },
      );
    },

    /** Everything in the thread up to `seq` has been on the screen. */
    markRead(conversationId: string, seq: number): void {
      const held = model.held.get(conversationId);
      const known = Math.max(model.reads.get(conversationId)?.seq ?? 0, readUpTo.get(conversationId) ?? 0);
      if (!held || seq <= known) return;
      const version = model.reads.get(conversationId)?.version ?? 0;
      if (seq >= held.lastSeq)
        applyRead(model, conversationId, { seq, incoming: held.incomingCount, version });
      engine.changed();
      sendRead(conversationId, seq);
    },

    /** Call with every change of the text; tells the others at most every 3 s, and when it has stopped. */
    typing(conversationId: string, isNote: boolean): void {
      if (!isNote) engine.typing.began(conversationId);
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
