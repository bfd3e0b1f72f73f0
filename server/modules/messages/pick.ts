import { statement } from "../../infra/db";
import { isAsked } from "./ask";
import type { FactualRow } from "./put";
import { changeMessage } from "./settle";

const FIRST = statement<{ id: string; choice: string }>(
  "message_first_pick",
  `select m.id, m.meta->'extra'->>'id' as choice from message m
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.kind = 'incoming'
     and m.meta->'extra'->>'type' = 'choice' and starts_with(m.meta->'extra'->>'id', $3::text || ':')
   order by m.created_at, m.external_id limit 1`,
);
const PUT = statement<never>(
  "message_put_pick",
  `update message set data = data || jsonb_build_object('answer', $3::text::jsonb) where tenant_id = $1::uuid and id = $2::uuid`,
);

/**
 * A pressed button, by the id that went out with it (ask.ts, choiceId), shows at the message that asked. What was pressed
 * first counts, whatever order the presses come in.
 */
export async function joinPick(
  place: { tenantId: string; inboxId: string },
  choiceId: string,
): Promise<void> {
  const [, messageId] = /^([0-9a-f-]{36}):\d{1,2}$/.exec(choiceId) ?? [];
  if (!messageId) return;
  await changeMessage({ ...place, messageId }, async (message, sql): Promise<FactualRow | null> => {
    const { data } = message;
    if (!isAsked(data) || data.type === "form") return null;
    const [first] = await sql(FIRST, [place.tenantId, message.conversation_id, messageId]);
    if (!first || data.answer?.messageId === first.id) return null;
    const answer = { messageId: first.id, pick: Number(first.choice.split(":")[1]) };
    await sql(PUT, [place.tenantId, messageId, JSON.stringify(answer)]);
    return { ...message, data: { ...data, answer } };
  });
}
