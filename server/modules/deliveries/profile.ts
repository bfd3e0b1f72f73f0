import type { Person } from "../../channels/inbound";
import { statement, type Tx } from "../../infra/db";
import { tellContacts } from "../contacts/live";
import { publish } from "../tenants/publish";
import type { Ctx } from "./people";

type Word = { is: string; at: string };
const FIELDS = ["name", "phone", "username"] as const;
/** What the network last said of a person, each with its time, and the names that the person has given up, with when. */
export type Said = Partial<Record<(typeof FIELDS)[number], Word>> & { left?: Record<string, string> };

/** What the person's profile is once this is known, whatever was known later; null when it says nothing new. */
export function newsOf(said: Said, person: Person, at: Date): Said | null {
  const news: Said = {};
  for (const field of FIELDS) {
    const given = person[field];
    const known = said[field];
    if (!given || known?.is === given || (known && Date.parse(known.at) > at.getTime())) continue;
    news[field] = { is: given, at: at.toISOString() };
  }
  return Object.keys(news).length ? { ...said, ...news } : null;
}

export function nameOf({ name, phone, username }: Said, isGroup: boolean): string {
  return name?.is || (username && `@${username.is}`) || phone?.is || (isGroup ? "Group" : "Unknown");
}

/** Of several profiles of one person the later word on each. */
function together(profiles: readonly Said[]): Said {
  const all: Said = { left: Object.assign({}, ...profiles.map(({ left }) => left)) };
  for (const field of FIELDS) {
    const words = profiles.flatMap((said) => said[field] ?? []);
    const [latest] = words.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    if (latest) all[field] = latest;
  }
  return all;
}

const SAY = statement<never>(
  "identity_said",
  "update identity set data = data || $3::jsonb where tenant_id = $1::uuid and id = $2::uuid",
);

/**
 * Keeps what the network says of a person. The contact follows it as long as nobody of the team has given it another name or
 * number.
 */
export async function learnProfile(
  tx: Tx,
  ctx: Ctx,
  { identity_id, contact_id }: { identity_id: string; contact_id: string },
  person: Person,
  at: Date,
  before: readonly Said[],
): Promise<void> {
  const was = together(before);
  const now = newsOf(was, person, at) ?? was;
  await tx.sql(SAY, [ctx.tenantId, identity_id, JSON.stringify(now)]);
  const contact = await tx.prisma.contact.findFirst({ where: { tenantId: ctx.tenantId, id: contact_id } });
  if (!contact) return;
  const ours = new Set(["Unknown", "Group", "", contact.phone, ...before.map((said) => nameOf(said, false))]);
  const name = ours.has(contact.name) && nameOf(now, contact.name === "Group");
  const isOurPhone = !contact.phone || before.some(({ phone }) => phone?.is === contact.phone);
  const phone = isOurPhone && now.phone?.is;
  const data = {
    ...(name && name !== contact.name && { name }),
    ...(phone && phone !== contact.phone && { phone }),
  };
  if (Object.keys(data).length === 0) return;
  await tx.prisma.contact.updateMany({ where: { tenantId: ctx.tenantId, id: contact_id }, data });
  await publish(tx, ctx, { type: "contact.updated", contactId: contact_id });
  tx.afterCommit(() => tellContacts({ tenantId: ctx.tenantId, ids: [contact_id], what: "updated" }));
}
