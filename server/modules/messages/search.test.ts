import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeConversation,
  type MadeMember,
  makeContact,
  makeConversation,
  makeInbox,
  makeMember,
  makeMessages,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { findConversationByNumber, searchMessages } from "./search";
import { indexMessages } from "./search-index";
import { SearchMessages } from "./search-schema";
import { lexemeQuery, matches, snippetOf, wordsOf } from "./search-words";
import { settleOwn } from "./settle";

let rt: Runtime;
let tenantId: TenantId;
let inboxIds: [string, string];
let owner: MadeMember;
let agent: MadeMember;
let first: MadeConversation;
let second: MadeConversation;
const HOUR = 3_600_000;

beforeAll(async () => {
  rt = await testRuntime();
  const { db } = rt;
  tenantId = (await makeTenant(db)).id;
  inboxIds = [(await makeInbox(db, { tenantId })).id, (await makeInbox(db, { tenantId })).id];
  owner = await makeMember(db, { tenantId, role: "owner", isPrimaryOwner: true });
  agent = await makeMember(db, { tenantId, inboxIds: [inboxIds[0]] });
  const make = async (inboxId: string) =>
    makeConversation(db, { tenantId, inboxId, contactId: (await makeContact(db, { tenantId })).id });
  [first, second] = [await make(inboxIds[0]), await make(inboxIds[1])];
  // 6,000 messages over 600 hours, in turn in both conversations: a word in each, one in every 500th, one in the oldest.
  for (let page = 0; page < 6; page++) {
    await Promise.all(
      [first, second].map((conversation, which) =>
        makeMessages(
          db,
          conversation,
          Array.from({ length: 500 }, (_, i) => {
            const n = page * 1000 + i * 2 + which;
            const rare = n % 500 < 2 ? " glaze" : "";
            const oldest = n < 2 ? " Käsekuchen unique" : "";
            return {
              kind: n % 3 === 0 ? "note" : "incoming",
              authorId: n % 3 === 0 ? owner.id : null,
              content: `Message ${n} about teapots${rare}${oldest}`,
              at: new Date(Date.now() - (6000 - n) * 0.1 * HOUR - 5000),
            } as const;
          }),
        ),
      ),
    );
  }
});

async function found(query: string, more: object = {}, member = owner): Promise<number[]> {
  const numbers: number[] = [];
  let cursor: string | null = null;
  do {
    const input = SearchMessages.parse({ query, limit: 7, ...more, cursor: cursor ?? undefined });
    const page = await searchMessages(rt.db.sql, memberCtx(member), input);
    for (const { snippet } of page.items)
      numbers.push(Number(/\d+/.exec(snippet.map(({ text }) => text).join(""))?.[0]));
    cursor = page.nextCursor;
  } while (cursor);
  return numbers;
}
const glazed = Array.from({ length: 12 }, (_, i) => [5500 - i * 500 + 1, 5500 - i * 500]).flat();

describe.each(["before it is indexed", "when all is indexed"])("the search, %s", (when) => {
  beforeAll(async () => {
    if (!when.startsWith("when")) return;
    const answers = await Promise.all([
      indexMessages(rt.db.sql, Date.now() + 60_000, 0),
      indexMessages(rt.db.sql, Date.now() + 60_000, 0),
    ]);
    expect(answers.every((answer) => answer.isDone)).toBe(true);
    const { rows } = await rt.db.pool.query(
      "select count(*)::int as n from search_chunk where tenant_id = $1",
      [tenantId],
    );
    expect(rows[0].n).toBe(Math.floor(6000 / 16));
  });

  it("finds every message once, newest first, page by page, whether the word is common or rare", async () => {
    expect(await found("glaze")).toEqual(glazed);
    expect(await found("GLAZE teapot")).toEqual(glazed);
    expect(await found("unique")).toEqual([1, 0]);
    expect(await found("kasekuchen")).toEqual([1, 0]);
    expect(await found("laze")).toEqual([]);
    expect(await found("glaze nothing")).toEqual([]);
    expect(await found("!?")).toEqual([]);
    const all = await found("teapots", { limit: 50 });
    expect(all).toEqual(Array.from({ length: 6000 }, (_, i) => 5999 - i));
  }, 60_000);

  it("finds a message by the words it was edited to, and no longer by the old ones", async () => {
    const [old, next] = when.startsWith("when") ? ["earthenware", "porcelain"] : ["oldest", "earthenware"];
    const [row] = await rt.db.prisma.message.findMany({
      where: { tenantId, conversationId: first.id },
      orderBy: { seq: "asc" },
      take: 1,
      skip: 1,
    });
    const own = { tenantId, inboxId: inboxIds[0], messageId: row!.id };
    const content = `Message 2 about teapots of ${next}`;
    const author = row!.kind === "outgoing" ? "us" : "contact";
    await settleOwn(own, [{ type: "edit", content, at: new Date().toISOString(), author }]);
    expect(await found(`${next} teapots`)).toEqual([2]);
    expect(await found(`${old} teapots`)).toEqual([]);
  });

  it("shows a member only what they may see", async () => {
    expect(await found("glaze", {}, agent)).toEqual(glazed.filter((n) => n % 2 === 0));
    const stranger = await makeMember(rt.db, { tenantId: (await makeTenant(rt.db)).id, role: "owner" });
    expect(await found("glaze", {}, stranger)).toEqual([]);
  });

  it("narrows to an inbox, to who wrote, and to a time", async () => {
    expect(await found("glaze", { inboxId: inboxIds[1] })).toEqual(glazed.filter((n) => n % 2 === 1));
    expect(await found("glaze", { memberId: owner.id })).toEqual(glazed.filter((n) => n % 3 === 0));
    const at = (n: number) => new Date(Date.now() - (6000 - n) * 0.1 * HOUR).toISOString();
    expect(await found("glaze", { since: at(4900), until: at(5100) })).toEqual([5001, 5000]);
    expect(await found("unique", { since: at(4900) })).toEqual([]);
  });
});

it("goes from epoch to epoch and leaves no message out, and finds two words only where they meet", async () => {
  const tenant = await makeTenant(rt.db);
  const inbox = await makeInbox(rt.db, { tenantId: tenant.id });
  const contact = await makeContact(rt.db, { tenantId: tenant.id });
  const made = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
  const conversation = await makeConversation(rt.db, made);
  const member = await makeMember(rt.db, { tenantId: tenant.id, role: "owner", inboxIds: [inbox.id] });
  const count = 40_000;
  await rt.db.pool.query(
    `insert into message (id, tenant_id, conversation_id, inbox_id, seq, kind, author_kind, content, created_at)
     select uuidv7(make_interval(secs => n - $4)), $1, $2, $3, n, 'incoming', 'contact', 'No ' || n
       || case when n % 10 = 0 then ' sage' else '' end || case when n % 11 = 0 then ' parcel' else '' end
       || case when n % 7000 = 5 then ' glaze' else '' end, now()
     from generate_series(1, $4::int) n`,
    [tenant.id, conversation.id, inbox.id, count],
  );
  await indexMessages(rt.db.sql, Date.now() + 60_000, 0);
  const { rows } = await rt.db.pool.query(
    "select count(*)::int as n from search_chunk where tenant_id = $1",
    [tenant.id],
  );
  expect(rows[0].n).toBe(count / 16);
  expect(await found("glaze", {}, member)).toEqual([35_005, 28_005, 21_005, 14_005, 7_005, 5]);
  const both = Array.from({ length: Math.floor(count / 110) }, (_, i) => (i + 1) * 110).reverse();
  expect(await found("sage parcel", { limit: 50 }, member)).toEqual(both);
}, 60_000);

describe("words inside other words", () => {
  const LAST = 3_000;
  let member: MadeMember;
  beforeAll(async () => {
    const tenant = await makeTenant(rt.db);
    const inbox = await makeInbox(rt.db, { tenantId: tenant.id });
    const contact = await makeContact(rt.db, { tenantId: tenant.id });
    const given = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
    const conversation = await makeConversation(rt.db, given);
    member = await makeMember(rt.db, { tenantId: tenant.id, role: "owner", inboxIds: [inbox.id] });
    // Hits at 1 and at 2,700, each below 250 and more that only look like it, with letters outside ASCII in every second.
    await rt.db.pool.query(
      `insert into message (id, tenant_id, conversation_id, inbox_id, seq, kind, author_kind, content, created_at)
       select uuidv7(make_interval(secs => n - $4)), $1, $2, $3, n, 'incoming', 'contact', 'No ' || n || case
         when n in (1, 2700) then ' is Art, an ARTichoke, он'
         when n between 600 and 2600 then ''
         when n % 2 = 0 then ' may start a banana party'
         else ' Caféart éan élart кошон онт' end, now()
       from generate_series(1, $4::int) n`,
      [tenant.id, conversation.id, inbox.id, LAST],
    );
  });

  it.each(["before it is indexed", "when all is indexed"])(
    "do not hide what is below them, %s",
    async (when) => {
      if (when.startsWith("when")) await indexMessages(rt.db.sql, Date.now() + 60_000, 0);
      for (const query of ["art", "an", "arti", "он", "an art"]) {
        expect(await found(query, {}, member), query).toEqual([2700, 1]);
        expect(await found(query, { limit: 1 }, member), query).toEqual([2700, 1]);
      }
      expect(await found("a", {}, member)).toEqual(
        Array.from({ length: LAST + 1 }, (_, n) => n)
          .filter((n) => n > 0 && n !== 2700 && n % 2 === 0 && (n < 600 || n > 2600))
          .reverse(),
      );
    },
  );
});

it.each([
  ["हिन्दी में चाय", "हिन्दी"],
  ["ชาร้อนหนึ่งแก้ว", "ชาร้อน"],
  ["وَصَلَ الطَّرْدُ", "الطرد"],
  ["Ǖber ťeapots", "uber teapots"],
])("finds “%s” by “%s”, whatever marks its letters carry", async (content, query) => {
  await makeMessages(rt.db, first, [{ kind: "incoming", content }]);
  const input = SearchMessages.parse({ query });
  const { items } = await searchMessages(rt.db.sql, memberCtx(owner), input);
  expect(items.map((one) => one.snippet.map(({ text }) => text).join(""))).toEqual([content]);
});

it("finds a conversation by its number, for whoever may see it", async () => {
  const ask = (member: MadeMember) =>
    findConversationByNumber(rt.db.sql, memberCtx(member), second.displayNumber);
  expect((await ask(owner))?.id).toBe(second.id);
  expect(await ask(agent)).toBeNull();
});

describe("words", () => {
  it("are letters and digits without case and accents", () => {
    expect(wordsOf("Café au lait, FK-20418! café")).toEqual(["cafe", "au", "lait", "fk", "20418"]);
    expect(matches("Your order FK-20418", ["204"])).toBe(true);
    expect(matches("Your order FK-20418", ["18"])).toBe(false);
    expect(lexemeQuery("0199a000-0000-7000-8000-000000abcdef", [37, 36], ["tea", "of"])).toBe(
      "('abcdef0011tea':* <0> 'abcdef0011of') | ('abcdef0010tea':* <0> 'abcdef0010of')",
    );
  });

  it("found are marked in a line around the first", () => {
    const text = `${"So it goes on and on. ".repeat(6)}The Glaze\nof my teapot chipped.`;
    const pieces = snippetOf(text, ["glaz", "teapot"]);
    expect(pieces.filter((piece) => piece.isMatch).map((piece) => piece.text)).toEqual(["Glaze", "teapot"]);
    expect(pieces[0]).toEqual({ text: "…", isMatch: false });
    expect(snippetOf("Short glaze", ["glaze"])).toEqual([
      { text: "Short ", isMatch: false },
      { text: "glaze", isMatch: true },
    ]);
  });
});
