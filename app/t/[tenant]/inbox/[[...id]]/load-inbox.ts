import type { Reference } from "../../../../../components/inbox/reference";
import { type Route, wantOf } from "../../../../../components/inbox/route";
import type { Preload } from "../../../../../components/realtime/engine";
import type { Want } from "../../../../../components/realtime/views";
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
  const { conversationId } = route;
  const want = wantOf(route);
  try {
    // First of all: what changes while the rest is read is told again later, and nothing is missed.
    const { cursor } = await caller.sync.since({ cursor: null });
    const [page, counts, thread, members, teams, inboxes, labels, views] = await Promise.all([
      loadList(caller, want),
      caller.conversations.counts(),
      conversationId ? loadThread(caller, conversationId) : null,
      caller.members.list().catch(() => []),
      caller.teams.list().catch(() => []),
      caller.inboxes.list(),
      caller.labels.list(),
      caller.views.list(),
    ]);
    return {
      preload: { cursor, want, page, counts, thread },
      reference: { members, teams, inboxes, labels, views },
    };
  } catch (error) {
    if (refusalCode(error) === "forbidden") return null;
    throw error;
  }
}

/** Null when there is no such list or it cannot be asked for like that: the screen asks again and says so. */
async function loadList(caller: Awaited<ReturnType<typeof serverCaller>>, want: Want) {
  const { view, of, status, sort, filter } = want;
  try {
    const narrowed = { of: of ?? undefined, filter: filter ?? undefined };
    return await caller.conversations.list({ view, status, sort, limit: ROWS, ...narrowed });
  } catch (error) {
    if (refusalCode(error) === "forbidden") throw error;
    return null;
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
