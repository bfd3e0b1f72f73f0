import { beforeAll, expect, it } from "vitest";
import { makeContact, makeConversation, makeTeam } from "../../../prisma/seed/factories";
import { makeIdentity } from "../../../prisma/seed/factories-identities";
import type { Runtime } from "../../infra/runtime";
import { mintVisitorToken } from "../../modules/visitors/token";
import { testRuntime } from "../../testing/runtime";
import { handleWidget } from "./handler";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

async function visitor(hasWritten: boolean) {
  const { tenant, inbox } = await makeTeam(rt.db);
  const tenantId = tenant.id;
  const contact = await makeContact(rt.db, { tenantId });
  const identity = await makeIdentity(rt.db, { tenantId, contactId: contact.id, inboxId: inbox.id });
  const place = { tenantId, inboxId: inbox.id, contactId: contact.id, identityId: identity.id };
  const conversation = await makeConversation(rt.db, place);
  const { token } = mintVisitorToken(rt.secrets.appSecret, {
    tenantId,
    inboxId: inbox.id,
    identityId: hasWritten ? identity.id : null,
    contactId: hasWritten ? contact.id : null,
    conversationId: hasWritten ? conversation.id : null,
    handleHash: hasWritten ? identity.externalId : null,
    origin: "https://shop.example",
  });
  const visit = (body: unknown) =>
    handleWidget(
      new Request("http://localhost:3000/api/widget/visit", {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          origin: "https://shop.example",
          "x-parley-ip": "192.0.2.7",
        },
        body: JSON.stringify(body),
      }),
    );
  const kept = () => rt.db.prisma.pageVisit.findMany({ where: { tenantId }, orderBy: { id: "asc" } });
  return { visit, kept, contactId: contact.id };
}

it("keeps the pages of a visitor who has written, without what stands behind the question mark, and the time zone", async () => {
  const { visit, kept, contactId } = await visitor(true);
  const page = { url: "https://shop.example/pots?utm=1#top", title: "Pots", zone: "Europe/Paris" };
  for (const body of [page, page, { url: "https://shop.example/cart", title: "" }]) {
    expect((await visit(body)).status).toBe(200);
  }
  expect(await kept()).toMatchObject([
    { url: "https://shop.example/pots", title: "Pots", contactId },
    { url: "https://shop.example/cart" },
  ]);
  const contact = await rt.db.prisma.contact.findFirst({ where: { id: contactId } });
  expect(contact?.timeZone).toBe("Europe/Paris");
});

it("keeps nothing of a visitor who has not, and nothing that is no web page", async () => {
  const stranger = await visitor(false);
  expect((await stranger.visit({ url: "https://shop.example/" })).status).toBe(409);
  const known = await visitor(true);
  expect((await known.visit({ url: "javascript:alert(1)" })).status).toBe(400);
  expect([...(await stranger.kept()), ...(await known.kept())]).toEqual([]);
});
