import type { Reference } from "../../../../../components/inbox/reference";
import type { Route } from "../../../../../components/inbox/route";
import type { Preload } from "../../../../../components/realtime/engine";
import { serverCaller } from "../../../../../server/trpc/caller";
import { refusalCode } from "../../refusal";

const ROWS = 30;
const MESSAGES = 50;

/** All that the first paint shows. Null for somebody whose role includes no conversations. */
export async function loadInbox(
  tenant: string,
  route: Route,
): Promise<{ preload: Preload; reference: Reference } | null> {
  const caller = await serverCaller(tenant);
  const { view, status, conversationId } = route;
  try {
    // First of all: what changes while the rest is read is told again later, and nothing is missed.
    const { cursor } = await caller.sync.since({ cursor: null });
    const [page, counts, thread, members, teams, inboxes, labels] = await Promise.all([
      caller.conversations.list({ view, status, limit: ROWS }),
      caller.conversations.counts(),
      conversationId ? loadThread(caller, conversationId) : null,
      caller.members.list().catch(() => []),
      caller.teams.list().catch(() => []),
      caller.inboxes.list(),
      caller.labels.list(),
    ]);
    return {
      preload: { cursor, view, status, page, counts, thread },
      reference: { members, teams, inboxes, labels },
    };
  } catch (error) {
    if (refusalCode(error) === "forbidden") return null;
    throw error;
  }
}

/** Null when it is not there or not theirs: the screen asks again and says so. */
async function loadThread(caller: Awaited<ReturnType<typeof serverCaller>>, conversationId: string) {
  try {
    const [conversation, messages] = await Promise.all([
      caller.conversations.get({ conversationId }),
      caller.messages.list({ conversationId, limit: MESSAGES }),
    ]);
    return { conversation, messages: messages.items };
  } catch (error) {
    refusalCode(error);
    return null;
  }
}
