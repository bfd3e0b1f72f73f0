import { expect } from "vitest";
import { memberCtx } from "../../prisma/seed/factories";
import type { FakeCall } from "../channels/fake";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { appendAll } from "../modules/conversations/append";
import { type ChannelScene, channelScene } from "./channel-scene";

/** What is told of a message of which nobody knows whether it went. */
export const UNCONFIRMED = {
  code: "unconfirmed",
  reason: expect.stringContaining("may have arrived"),
  fix: expect.stringContaining("not sent twice"),
};

/** What a person says to a system; a system tells it by the API channel. */
export const said = (id: string, text: string) => ({
  ...{ type: "message", id: newId(), at: new Date().toISOString() },
  ...{ contact: { id, name: `Customer ${id}` }, text },
});

export const isMessage = ({ json }: FakeCall) => (json as { type?: string }).type === "message";
/** Our id of the message that a system is asked to take. */
export const idOf = ({ headers }: FakeCall) => String(headers["webhook-id"]).replace("conv_msg_out_", "");

/** A business to whose system at `url` so many people have written; it takes 5,000 messages a second. */
export async function systemShop(rt: Runtime, url: string, people: number): Promise<ChannelScene> {
  const shop = await channelScene(rt, "api", { url: `${url}/hook` });
  const { tenantId, inbox } = shop;
  await rt.db.prisma.inboxHealth.create({ data: { tenantId, inboxId: inbox.id, perSecond: 5_000 } });
  await shop.deliver({
    events: Array.from({ length: people }, (_, n) => said(String(n + 1), "Is it open?")),
  });
  await shop.work();
  return shop;
}

/** So many replies to each, as an agent writes them. Answers the messages of each conversation in order. */
export async function oweReplies(
  rt: Runtime,
  shop: ChannelScene,
  conversationIds: readonly string[],
  each: number,
): Promise<string[][]> {
  const { tenantId } = memberCtx(shop.owner);
  const author = { kind: "member", id: shop.owner.id } as const;
  const all: string[][] = conversationIds.map(() => []);
  for (let n = 1; n <= each; n++) {
    const items = conversationIds.map((conversationId) => ({
      ...{ tenantId, conversationId, identityId: null, author, clientId: newId() },
      ...{ kind: "outgoing" as const, status: "sent" as const, content: `reply ${n}`, attachments: [] },
      traceId: "",
    }));
    const stored = await appendAll(rt.db.sql, items);
    for (const [at, one] of stored.entries()) all[at]!.push(one!.message.id);
  }
  return all;
}
