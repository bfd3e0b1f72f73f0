import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { publish } from "../tenants/publish";
import { tellContacts } from "./live";
import { contactMissing } from "./queries";
import type { LabelContacts } from "./schema";

const PRESENT = statement<{ contacts: string[]; labels: number }>(
  "contact_labels_present",
  `select coalesce((select json_agg(k.id) from (select k.id from contact k
       where k.tenant_id = $1::uuid and k.id = any($2::uuid[]) and k.merged_into_id is null order by k.id for share) k), '[]'::json) as contacts,
     (select count(*)::int from label l where l.tenant_id = $1::uuid and l.id = any($3::uuid[])) as labels`,
);
const ADD = statement<{ id: string }>(
  "contact_labels_add",
  `insert into contact_label (tenant_id, contact_id, label_id)
   select $1::uuid, c, l from unnest($2::uuid[]) c cross join unnest($3::uuid[]) l on conflict do nothing
   returning contact_id as id`,
);
const REMOVE = statement<{ id: string }>(
  "contact_labels_remove",
  `delete from contact_label where tenant_id = $1::uuid and contact_id = any($2::uuid[]) and label_id = any($3::uuid[])
   returning contact_id as id`,
);

/** Adds and removes labels of up to 100 contacts; answers how many were changed. Throws not_found when none or a label is not there. */
export async function labelContacts(ctx: MemberCtx, input: LabelContacts): Promise<{ changed: number }> {
  const wanted = [...new Set([...input.add, ...input.remove])];
  const changed = await runtime().db.transaction(async (tx) => {
    const [present] = await tx.sql(PRESENT, [ctx.tenantId, input.contactIds, wanted]);
    if (present!.contacts.length === 0) throw contactMissing();
    if (present!.labels !== wanted.length) {
      throw new AppError("not_found", "One of the labels is not here any more.", { field: "add" });
    }
    const added = await tx.sql(ADD, [ctx.tenantId, present!.contacts, [...new Set(input.add)]]);
    const removed = await tx.sql(REMOVE, [ctx.tenantId, present!.contacts, input.remove]);
    const ids = [...new Set([...added, ...removed].map(({ id }) => id))];
    for (const contactId of ids) await publish(tx, ctx, { type: "contact.updated", contactId });
    return ids;
  });
  if (changed.length) tellContacts({ tenantId: ctx.tenantId, ids: changed, what: "updated" });
  return { changed: changed.length };
}
