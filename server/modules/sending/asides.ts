import { type Sql, statement } from "../../infra/db";
import { routedChannels, routeSql, type SendJob } from "./job";

/** What few messages need: the provider's id of the one it answers, and the way that the contact's last one took. */
export type Asides = { replyTo: string | null; route: string | null };

export const NO_ASIDES: Asides = { replyTo: null, route: null };

const FIND = statement<Asides>(
  "send_asides",
  `select q.external_id as "replyTo", ${routeSql("$3")} as route
   from message m
   join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   join inbox b on b.tenant_id = m.tenant_id and b.id = m.inbox_id
   left join message q on q.tenant_id = m.tenant_id and q.id = m.reply_to_id
   where m.tenant_id = $1::uuid and m.id = $2::uuid`,
);

export const hasAsides = ({ reply_to_id, wire }: SendJob) => reply_to_id !== null || wire.hasRoutes === true;

export async function asidesOf(sql: Sql, job: SendJob): Promise<Asides> {
  if (!hasAsides(job)) return NO_ASIDES;
  const [found] = await sql(FIND, [job.tenantId, job.messageId, routedChannels()]);
  return found ?? NO_ASIDES;
}
