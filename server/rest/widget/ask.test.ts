import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeInbox,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import type { Ask } from "../../modules/messages/ask-schema";
import { sendMessage } from "../../modules/messages/commands";
import { SendMessage } from "../../modules/messages/schema";
import { testRuntime } from "../../testing/runtime";
import { websiteOf } from "../../testing/website";

let rt: Runtime;
let team: MadeTeam;
let site: ReturnType<typeof websiteOf>;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  site = websiteOf(team.inbox);
});

const CHOICES = { type: "choices", choices: ["Oat", "Clay"] } as const;
const LONG = "Clay, from the kiln that we light only when the first frost is over";
const FORM = {
  type: "form",
  fields: [
    {
      key: "size",
      kind: "text",
      label: "Size",
      isRequired: true,
      pattern: "\\d{1,2} cm",
      hint: "Like 12 cm",
    },
    { key: "gift", kind: "checkbox", label: "A gift" },
  ],
};

async function ask(ask: unknown, of = team) {
  const began = await websiteOf(of.inbox).start();
  const conversationId = began.session.conversation!.id;
  const input = { conversationId, clientId: newId(), kind: "outgoing", content: "Which one?", ask };
  const { message } = await sendMessage(memberCtx(of.owner), SendMessage.parse(input));
  const answer = (given: object, clientId = newId(), token = began.token) =>
    site.send(token, "", { clientId, answer: { messageId: message.id, ...given } });
  return { ...began, conversationId, message, answer };
}
const stored = (conversationId: string) =>
  rt.db.prisma.message.findMany({ where: { conversationId, kind: "incoming" }, orderBy: { seq: "asc" } });

describe("a message with something to press or to fill in", () => {
  it("shows the visitor its choices, takes one as the visitor's message, and shows which it was", async () => {
    const { token, conversationId, message, answer } = await ask(CHOICES);
    expect((await site.read(token)).items.at(-1)).toMatchObject({ ask: { ...CHOICES, answer: null } });
    const response = await answer({ pick: 1 });
    expect(response.status).toBe(201);
    const said = (await response.json()).message;
    expect(said).toMatchObject({ content: "Clay", from: "visitor" });
    const { data } = await rt.db.prisma.message.findFirstOrThrow({ where: { id: message.id } });
    expect(data).toMatchObject({ answer: { messageId: said.id, pick: 1 } });
    expect((await stored(conversationId)).map(({ content }) => content)).toEqual(["Hello", "Clay"]);
  });

  it("is answered once, however many tabs answer it at once", async () => {
    const { conversationId, answer } = await ask(CHOICES);
    const all = await Promise.all([0, 1, 0, 1, 0].map((pick) => answer({ pick })));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await stored(conversationId)).toHaveLength(2);
  });

  it("answers a repeated answer with the first one", async () => {
    const { conversationId, answer } = await ask(FORM);
    const clientId = newId();
    const values = { size: "12 cm", gift: true };
    const all = await Promise.all([1, 2, 3].map(() => answer({ values }, clientId)));
    const ids = await Promise.all(all.map(async (one) => (await one.json()).message.id));
    expect(new Set(ids).size).toBe(1);
    expect((await stored(conversationId)).at(-1)!.content).toBe("Size: 12 cm\nA gift: yes");
  });

  it("refuses what was not offered, and a field that is wrong", async () => {
    const { conversationId, answer } = await ask(CHOICES);
    for (const given of [{ pick: 2 }, {}, { values: { size: "1" } }])
      expect((await answer(given)).status).toBe(400);
    const form = await ask(FORM);
    const wrong = await form.answer({ values: { size: "huge" } });
    expect((await wrong.json()).error).toMatchObject({ field: "answers.size", message: "Like 12 cm" });
    expect(await stored(conversationId)).toHaveLength(1);
  });

  it("is found by the visitor it was asked of alone", async () => {
    const { answer, message } = await ask(CHOICES);
    const stranger = await site.start("Mine");
    const other = await ask(CHOICES, await makeTeam(rt.db));
    for (const token of [stranger.token, other.token]) {
      expect((await answer({ pick: 0 }, newId(), token)).status).toBe(404);
    }
    const { token, handle } = await site.open().then(async (s) => ({ ...s, handle: stranger.handle }));
    const body = { answer: { messageId: message.id, pick: 0 }, handle };
    expect((await site.send(token, "", body)).status).toBe(404);
  });

  it("takes links to web pages only, and pictures that come with it", async () => {
    const card = (url: string) => ({
      type: "cards",
      cards: [{ title: "Mug", buttons: [{ title: "See", url }] }],
    });
    const input = { conversationId: newId(), clientId: newId(), kind: "outgoing", content: "Look" };
    for (const url of ["javascript:alert(1)", "data:text/html,x", "https://a:b@shop.example", "shop"]) {
      expect(SendMessage.safeParse({ ...input, ask: card(url) }).success, url).toBe(false);
    }
    expect(SendMessage.safeParse({ ...input, kind: "note", ask: CHOICES }).success).toBe(false);
    expect(SendMessage.safeParse({ ...input, content: " ", ask: CHOICES }).success).toBe(false);
    const { answer } = await ask(card("https://shop.example"));
    expect((await answer({ pick: 0 })).status).toBe(400);
    const foreign = { type: "cards", cards: [{ title: "Mug", fileId: newId() }] };
    await expect(ask(foreign)).rejects.toMatchObject({ code: "bad_request" });
  });

  it("goes as words with numbers where the channel cannot show it", async () => {
    const inbox = await makeInbox(rt.db, { tenantId: team.tenant.id, channel: "telegram" });
    const contact = await makeContact(rt.db, { tenantId: team.tenant.id });
    const at = { tenantId: team.tenant.id, inboxId: inbox.id, contactId: contact.id };
    const { id } = await makeConversation(rt.db, at);
    const cards: Ask = {
      type: "cards",
      cards: ["Oat", "Clay"].map((title) => ({
        ...{ title, text: "", fileId: null },
        buttons: [
          { title: "Keep one", url: null },
          { title: "See it", url: "https://shop.example/" },
        ],
      })),
    };
    for (const [given, words] of [
      // Longer than a button of Telegram takes.
      [{ type: "choices", choices: ["Oat", LONG] }, `Which?\n1. Oat\n2. ${LONG}`],
      [
        cards,
        "Which?\n\n*Oat*\n1. Keep one\nSee it: https://shop.example/\n\n*Clay*\n2. Keep one\nSee it: https://shop.example/",
      ],
      [FORM, "Which?\n1. Size (Like 12 cm)\n2. A gift"],
    ] as const) {
      const input = {
        conversationId: id,
        clientId: newId(),
        kind: "outgoing",
        content: "Which?",
        ask: given,
      };
      const { message } = await sendMessage(memberCtx(team.owner), SendMessage.parse(input));
      expect(message).toMatchObject({ content: words, data: null });
    }
  });
});
