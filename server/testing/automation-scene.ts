import {
  type MadeConversation,
  makeContact,
  makeConversation,
  makeInbox,
  makeMessages,
  makeTeam,
} from "../../prisma/seed/factories";
import { makeIdentity } from "../../prisma/seed/factories-identities";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";

/** A shop with one inbox that works as given, one customer, and a look at what is said by itself. */
export function automationScene(rt: Runtime) {
  async function shop(workflow: object, settings: object = {}) {
    const made = await makeTeam(rt.db, { settings });
    const tenantId = made.tenant.id;
    const inbox = await makeInbox(rt.db, { tenantId, workflow });
    const contact = await makeContact(rt.db, { tenantId });
    const identity = await makeIdentity(rt.db, { tenantId, contactId: contact.id, inboxId: inbox.id });
    const ids = { tenantId, inboxId: inbox.id, contactId: contact.id, identityId: identity.id };
    const begin = (given: object = {}) => makeConversation(rt.db, { ...ids, ...given });
    const ctx = { tenantId, actor: { kind: "system", name: "test" } as const, traceId: newId(), ip: "" };
    return { ...made, inbox, ctx, begin };
  }
  const messagesOf = (c: { id: string }) =>
    rt.db.prisma.message.findMany({ where: { conversationId: c.id }, orderBy: { seq: "asc" } });
  const said = async (c: { id: string }) =>
    (await messagesOf(c)).filter((m) => m.authorKind === "bot").map((m) => m.content);
  const rowOf = (c: { id: string }) => rt.db.prisma.conversation.findUniqueOrThrow({ where: { id: c.id } });
  async function write(c: MadeConversation, kind: "incoming" | "outgoing", author?: string) {
    const [made] = await makeMessages(rt.db, c, [
      { kind, content: "…", ...(author && { authorId: author }) },
    ]);
    return { conversationId: c.id, messageId: made!.id };
  }
  return { shop, messagesOf, said, rowOf, write };
}
