import type { ScheduledDto } from "../../server/modules/replies/schema";
import type { Engine } from "./engine";

export type Held = ReturnType<typeof createHeld>;
const NONE: readonly ScheduledDto[] = [];

/** What the server keeps back in the conversations that were looked at: replies held for seconds, and scheduled ones. */
export function createHeld(engine: Engine) {
  const lists = new Map<string, readonly ScheduledDto[]>();
  const taken = new Set<string>();

  function set(conversationId: string, next: readonly ScheduledDto[]) {
    const kept = next.filter(({ clientId }) => !taken.has(clientId));
    lists.set(conversationId, kept.length ? kept : NONE);
    engine.changed();
  }
  async function load(conversationId: string): Promise<void> {
    if (!lists.has(conversationId)) lists.set(conversationId, NONE);
    const found = await engine.api.replies.scheduled.query({ conversationId }).catch(() => null);
    if (found) set(conversationId, found);
  }
  engine.heard.add((event, data) => {
    if (event !== "scheduled") return;
    const { conversationId } = data as { conversationId: string };
    if (lists.has(conversationId)) void load(conversationId);
  });

  return {
    in: (conversationId: string) => lists.get(conversationId) ?? NONE,
    load,
    put(given: ScheduledDto) {
      const others = this.in(given.conversationId).filter(({ clientId }) => clientId !== given.clientId);
      set(given.conversationId, [...others, given]);
    },
    /** Gone from the screen at once; `isTaken` false brings it back when the server refuses. */
    take(conversationId: string, clientId: string, isTaken = true) {
      if (isTaken) taken.add(clientId);
      else taken.delete(clientId);
      set(conversationId, this.in(conversationId));
      if (!isTaken) void load(conversationId);
    },
  };
}
