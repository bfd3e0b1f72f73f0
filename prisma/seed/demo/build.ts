import { createHash, randomBytes } from "node:crypto";
import { newId } from "../../../server/core/ids";
import { createRandom } from "../random";
import type { TableRows } from "../rows";
import { aboutPeople } from "./about-people";
import { buildConversation, type DemoBytes } from "./conversation";
import { deskRows } from "./desk";
import { QUESTION } from "./said-after";
import type { DemoTenant, DemoThread } from "./types";

type Rows = { [T in keyof TableRows]?: TableRows[T][] };

const MINUTE = 60_000;
const WORKFLOW = { rating: { isOn: true, question: QUESTION } };
/** The newest thread spoke a minute ago, the oldest nearly three weeks ago; they thin out in between. */
const OLDEST_MINUTES = 20.5 * 1440;

/** Everything of a demo tenant below its members, in memory. The same but for ids and times whenever it is made. */
export function buildTenant(
  demo: DemoTenant,
  tenantId: string,
  memberIds: string[],
): { rows: Rows; files: DemoBytes[] } {
  const seed = createHash("sha256").update(demo.slug).digest().readUInt32BE(0);
  const random = createRandom(seed);
  const now = Date.now();
  const inboxId = newId();
  const labels = demo.labels.map(([name, colour]) => ({ id: newId(), tenantId, name, colour }));
  const labelIds = new Map(labels.map((label) => [label.name, label.id]));
  const teams = demo.teams.map((team) => ({ id: newId(), ...team }));
  const teamIds = new Map(teams.map((team) => [team.name, team.id]));
  const people = new Map<string, ReturnType<typeof makePerson>>();
  const made = demo.threads.map((thread, index) => {
    const depth = index / (demo.threads.length - 1);
    const age = 1 + OLDEST_MINUTES * depth ** 2.6 * (1 - random.next() * 0.06);
    const person = people.get(thread.who) ?? makePerson(thread, tenantId, (seed + people.size) % 1000);
    people.set(thread.who, person);
    const contact = { id: person.contact.id, identityId: person.identityId };
    const end = now - age * MINUTE;
    const built = buildConversation({
      ...{ thread, tenantId, inboxId, contact, memberIds, labelIds, teamIds, end, random },
      names: demo.people.map(({ name }) => name),
    });
    person.contact.lastActivityAt ??= built.lastWroteAt;
    return built;
  });
  // Display numbers follow the order in which people first wrote.
  made.sort((a, b) => a.conversation.createdAt.getTime() - b.conversation.createdAt.getTime());
  for (const [index, { conversation }] of made.entries()) conversation.displayNumber = index + 1;
  const contacts = [...people.values()].map((person) => person.contact);
  // A generator of its own, so that the threads stay the same.
  const told = {
    people: contacts,
    tenantId,
    slug: demo.slug,
    memberIds,
    labelIds,
    random: createRandom(seed + 1),
  };
  const { fields, ...about } = aboutPeople(told);
  const desk = deskRows({
    ...{ demo, tenantId, memberIds, teams, labels },
    conversations: made.map(({ conversation }) => conversation).reverse(),
    mentions: made.flatMap((thread) => thread.mentions),
  });
  return {
    rows: {
      tenant_counter: [{ tenantId, lastDisplayNumber: made.length }],
      inbox: [
        {
          id: inboxId,
          tenantId,
          channel: "web",
          updatedAt: new Date(),
          workflow: WORKFLOW,
          ...demo.inbox,
        } as TableRows["inbox"],
      ],
      inbox_member: memberIds.map((memberId) => ({ tenantId, inboxId, memberId })),
      team: teams.map(({ id, name, description }) => ({ id, tenantId, name, description })),
      team_member: teams.flatMap((team) =>
        team.people.map((person) => ({ tenantId, teamId: team.id, memberId: memberIds[person]! })),
      ),
      label: labels,
      contact: contacts.map((contact, at) => ({ ...contact, ...fields[at] })),
      identity: [...people.values()].map((person) => identityOf(person, tenantId, inboxId)),
      conversation: made.map((thread) => thread.conversation),
      message: made.flatMap((thread) => thread.messages),
      file: made.flatMap((thread) => thread.files),
      conversation_label: made.flatMap((thread) => thread.labels),
      conversation_read: made.flatMap((thread) => thread.reads),
      rating: made.flatMap((thread) => thread.ratings),
      ...desk,
      ...about,
    },
    files: made.flatMap((thread) => thread.bytes),
  };
}

/** `number` below 1000 ends a telephone number from Ofcom's range for drama, 07700 900000 to 900999. */
function makePerson(thread: DemoThread, tenantId: string, number: number) {
  const contact = {
    id: newId(),
    tenantId,
    name: thread.who,
    email: `${thread.who.toLowerCase().replace(/[^a-z]+/g, ".")}@example.com`,
    phone: `+447700900${String(number).padStart(3, "0")}`,
    city: thread.city,
    lastActivityAt: undefined as Date | undefined,
    updatedAt: new Date(),
  };
  return { contact, identityId: newId() };
}

/** Nobody keeps the handle behind it: a demo visitor cannot come back. */
function identityOf(
  person: ReturnType<typeof makePerson>,
  tenantId: string,
  inboxId: string,
): TableRows["identity"] {
  const externalId = createHash("sha256").update(randomBytes(32)).digest("hex");
  return { id: person.identityId, tenantId, contactId: person.contact.id, inboxId, externalId };
}
