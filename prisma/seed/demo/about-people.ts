import { newId } from "../../../server/core/ids";
import type { Random } from "../random";

const DAY = 86_400_000;
const COMPANIES = ["Harbour Café", "Fern & Kettle", "Northgate School", "The Old Mill", "Lantern Books"];
const NOTES = [
  "Prefers messages to e-mail. Buys for the school fair each June.",
  "Collects in person on Saturdays. Ask for the side door.",
  "Orders in pairs; one went missing in March and was replaced.",
  "Likes to see a photo before a glaze is chosen.",
];
const PAGES = [
  ["/", "Home"],
  ["/mugs", "Mugs and cups"],
  ["/teapots", "Teapots"],
  ["/delivery", "Delivery and returns"],
] as const;
const CUSTOMER_LABELS = ["VIP", "Wholesale"];

type Person = { id: string; name: string };

/** The tenant's own fields, and what a desk would have gathered about its people in a year: values, labels, notes, pages. */
export function aboutPeople(given: {
  people: readonly Person[];
  tenantId: string;
  slug: string;
  memberIds: readonly string[];
  labelIds: ReadonlyMap<string, string>;
  random: Random;
}) {
  const { people, tenantId, slug, memberIds, labelIds, random } = given;
  const now = Date.now();
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)]!;
  const define = (
    key: string,
    name: string,
    kind: string,
    position: number,
    options = {},
    subject = "contact",
  ) => ({
    ...{ id: newId(), tenantId, subject, key, name, kind, position, options },
  });
  const own = CUSTOMER_LABELS.flatMap((name) => labelIds.get(name) ?? []);
  const some = people.filter((_, at) => at % 3 !== 1);
  return {
    fields: people.map((person, at) => ({
      id: person.id,
      company: at % 4 === 0 ? pick(COMPANIES) : null,
      timeZone: "Europe/London",
      createdAt: new Date(now - Math.floor(20 + random.next() * 700) * DAY),
      attributes: {
        orders: Math.floor(random.next() * 12),
        ...(at % 2 === 0 && { spent: Math.round(random.next() * 40_000) / 100 }),
        ...(at % 3 === 0 && { tier: pick(["Gold", "Silver", "Bronze"]) }),
      },
    })),
    attribute_definition: [
      define("orders", "Orders", "number", 0),
      define("spent", "Spent", "currency", 1, { currency: "GBP" }),
      define("tier", "Tier", "list", 2, { choices: ["Gold", "Silver", "Bronze"] }),
      define("newsletter", "Newsletter", "checkbox", 3),
      define("order_number", "Order number", "text", 0, {}, "conversation"),
      define(
        "carrier",
        "Carrier",
        "list",
        1,
        { choices: ["Royal Mail", "DPD", "Collected"] },
        "conversation",
      ),
    ],
    contact_label: own.length
      ? people
          .filter((_, at) => at % 5 === 1)
          .map((person) => ({ tenantId, contactId: person.id, labelId: pick(own) }))
      : [],
    contact_note: some
      .filter((_, at) => at % 2 === 0)
      .map((person) => {
        const at = new Date(now - Math.floor(3 + random.next() * 200) * DAY);
        const note = { id: newId(), tenantId, contactId: person.id, content: pick(NOTES) };
        return { ...note, authorId: pick(memberIds), createdAt: at, updatedAt: at };
      }),
    page_visit: some.flatMap((person) =>
      PAGES.slice(0, 1 + Math.floor(random.next() * PAGES.length)).map(([path, title], at) => ({
        ...{ id: newId(), tenantId, contactId: person.id, title },
        url: `https://www.${slug}.example${path}`,
        visitedAt: new Date(now - (at * 3 + random.next() * 600) * 60_000),
      })),
    ),
  };
}
