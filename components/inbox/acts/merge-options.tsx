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
  return others.map((into) => ({
    id: into.id,
    words: `#${into.displayNumber} ${into.lastMessage?.preview ?? ""}`,
    hint: formatListTime(into.lastMessageAt, Date.now(), env.reader),
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

/** The messages that are loaded, newest first: the one chosen and all after it become a conversation of their own. */
export function splitOptions(env: ActEnv): Choice[] {
  const { about, workspace } = env;
  const [from] = about;
  const items = (from && workspace.engine.model.threads.get(from.id)?.items) ?? [];
  const said = items.filter((message) => message.kind !== "activity" && message.seq > 1);
  return said.reverse().map((message) => ({
    id: message.id,
    words: message.content || (message.attachments[0]?.name ?? ""),
    hint: formatListTime(message.createdAt, Date.now(), env.reader),
    run: () => splitFrom(env, message.seq),
  }));
}

/** Splits the conversation before this message and opens the new one. */
export function splitFrom(env: ActEnv, seq: number): void {
  const { about, workspace, t, go } = env;
  const [from] = about;
  if (!from) return;
  let freshId = from.id;
  void moveConversations({
    workspace,
    t,
    ask: async () => {
      const answer = await workspace.api.conversations.split.mutate({
        conversationId: from.id,
        fromSeq: seq,
      });
      freshId = answer.conversations[0]?.id ?? from.id;
      return answer;
    },
    said: t("move.split", { number: from.displayNumber }),
    onMoved: () => go({ conversationId: freshId }),
    back: () => go({ conversationId: from.id }, { replace: true }),
  });
}
