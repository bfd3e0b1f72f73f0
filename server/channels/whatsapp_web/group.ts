import type { GroupKnown } from "../contract";
import type { PersonId } from "../inbound";
import type { CallProvider } from "../outbound";
import { type Client, clientOf, refusalIn, silent } from "./client";
import type { GatewayCredentials } from "./credentials";
import { idsOf, jidOf, phoneOf } from "./jid";
import { Answer, GroupInfoResults, Participant, ParticipantsResults } from "./wire";

type People = NonNullable<Extract<GroupKnown, { type: "known" }>["people"]>;
/** A group of WhatsApp's has 1,024 at most. */
const MOST = 1100;

/** `/group/participants`, and where that knows no name `/group/info` (contract §4). Throws ProviderSilent. */
export async function askGroupAtGateway(
  group: PersonId,
  { credentials, call }: { credentials: GatewayCredentials; call: CallProvider },
): Promise<GroupKnown> {
  const client = clientOf(credentials, call);
  const query = `?group_id=${encodeURIComponent(jidOf([group]))}`;
  const { status, json } = await client.call(`/group/participants${query}`);
  const found = ParticipantsResults.safeParse(Answer.safeParse(json).data?.results);
  if (status >= 300 || !found.success) {
    const failure = refusalIn(status, json);
    if (!failure) throw silent(status, "who is in the group");
    return { type: "failed", failure };
  }
  const people = peopleOf(found.data.participants ?? null);
  return { type: "known", name: found.data.name || (await nameAt(client, query)), people };
}

/** Who is in it is worth knowing without a name. */
async function nameAt(client: Client, query: string): Promise<string | null> {
  const { status, json } = await client.call(`/group/info${query}`);
  const { Name, name } = GroupInfoResults.safeParse(Answer.safeParse(json).data?.results).data ?? {};
  return (status < 300 && (Name || name)) || null;
}

/** Null where it does not say, or in words that we cannot read: nobody has left because of that. */
function peopleOf(given: readonly unknown[] | null): People | null {
  const people = given?.slice(0, MOST).flatMap(personOf) ?? null;
  return given?.length && people?.length === 0 ? null : people;
}

function personOf(given: unknown): People {
  const parsed = Participant.safeParse(given);
  if (!parsed.success) return [];
  const { jid, phone_number, lid, display_name, is_admin, is_super_admin } = parsed.data;
  const ids = idsOf(lid ?? undefined, jid, phone_number ?? undefined);
  const isAdmin = Boolean(is_admin || is_super_admin);
  return ids.length > 0
    ? [{ ids, name: display_name || null, phone: phoneOf(ids), username: null, isAdmin }]
    : [];
}
