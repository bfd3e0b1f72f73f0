import { z } from "zod";
import { newId } from "../../core/ids";
import { Line } from "../../core/text";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { isTimeZone } from "../contacts/fields";
import { tellContacts } from "../contacts/live";
import type { VisitorClaims } from "./token";

/** POST /api/widget/visit. `url` without what stands behind ? and #; `zone` is the visitor's own time zone. */
export const VisitPage = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .transform((url) => url.split(/[?#]/)[0]!),
  title: Line(200).default(""),
  zone: z.string().max(60).optional(),
});
export type VisitPage = z.infer<typeof VisitPage>;

/** How many pages are kept of a contact; the same page within a minute counts once. */
const KEPT = 200;

const VISIT = statement<{ contact_id: string }>(
  "visitor_visit",
  `with who as (
     select i.contact_id, i.tenant_id from identity i
     where i.tenant_id = $1::uuid and i.id = $2::uuid and i.revoked_at is null
       and not exists (select 1 from page_visit v where v.tenant_id = i.tenant_id and v.contact_id = i.contact_id
         and v.url = $4::text and v.visited_at > now() - interval '1 minute')
       -- Told once more, for the zone alone.
       and ($6::text is null or $4::text is distinct from (select v.url from page_visit v
         where v.tenant_id = i.tenant_id and v.contact_id = i.contact_id order by v.visited_at desc limit 1))
   ), put as (
     insert into page_visit (id, tenant_id, contact_id, url, title)
     select $3::uuid, w.tenant_id, w.contact_id, $4::text, $5::text from who w returning contact_id
   ), zoned as (
     update contact k set time_zone = $6::text from identity i
     where i.tenant_id = $1::uuid and i.id = $2::uuid and i.revoked_at is null
       and k.tenant_id = i.tenant_id and k.id = i.contact_id and k.time_zone is null and $6::text is not null
   ), old as (
     delete from page_visit v using who w where v.tenant_id = w.tenant_id and v.id in (
       select x.id from page_visit x where x.tenant_id = w.tenant_id and x.contact_id = w.contact_id
       order by x.visited_at desc offset ${KEPT - 1})
   ) select contact_id from put`,
);

/** A page that a visitor who has written before looks at. */
export async function noteVisit(
  claims: VisitorClaims & { identityId: string },
  { url, title, zone }: VisitPage,
): Promise<void> {
  const known = zone && isTimeZone(zone) ? zone : null;
  const values = [claims.tenantId, claims.identityId, newId(), url, title, known];
  const [noted] = await runtime().db.sql(VISIT, values);
  if (noted) tellContacts({ tenantId: claims.tenantId, ids: [noted.contact_id], what: "updated" });
}
