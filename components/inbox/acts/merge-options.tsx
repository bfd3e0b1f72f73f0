import type { Choice } from "../../commands/registry";
import { formatListTime } from "../../i18n/time";
import { moveConversations } from "./move";
import type { ActEnv } from "./use-act-env";

/** The contact's other conversations: what is here goes into the one that is chosen, and that one opens. */
export async function mergeOptions(env: ActEnv): Promise<Choice[]> {
  const { about, workspace, t, go } = env;
  const [from] = about;
  if (!from) return [];
  const others = await workspace.api.conversations.mergeTargets.query({ conversationId: from.id });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return others.map((into) => ({
    id: into.id,
    words: `#${into.displayNumber} ${into.lastMessage?.preview ?? ""}`,
    hint: formatListTime(into.lastMessageAt, Date.now(), zone),
    run: () =>
      void moveConversations({
        workspace,
        t,
        ask: () =>
          workspace.api.conversations.merge.mutate({
            conversationId: from.id,
            intoConversationId: into.id,
          }),
        said: t("move.merged", { number: from.displayNumber, into: into.displayNumber }),
        onMoved: () => go({ conversationId: into.id }, { replace: true }),
        back: () => go({ conversationId: from.id }, { replace: true }),
      }),
  }));
}
