import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeTeam } from "../../prisma/seed/factories";
import { makeSession } from "../../prisma/seed/factories-users";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { sessionCookieName } from "../modules/accounts/session-cookie";
import type { ConnectionDetail } from "../modules/inboxes/schema";
import { bundleProgram } from "../testing/program";
import { testRuntime } from "../testing/runtime";
import type { FakeProvider } from "./fake";

// The whole product with one folder more (server/testing/pigeon) and one more channel in the registry; nothing else is changed.
type Product = typeof import("../testing/pigeon/product").product;
const program = await bundleProgram("server/testing/pigeon/product.ts", {
  "server/channels/registry.ts": (text) =>
    `import { pigeon } from "../testing/pigeon/index";\n${text.replace("= [", "= [pigeon, ")}`,
});
let rt: Runtime;
let product: Product;
let loft: FakeProvider;
beforeAll(async () => {
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  product = ((await import(program)) as { product: Product }).product;
  loft = await product.startFake(() => ({ status: 200, json: { number: "note-2" } }));
});
afterAll(() => loft.close());

/** Calls procedures over HTTP as the owner of a business, as the settings do. */
async function signIn() {
  const team = await makeTeam(rt.db);
  const session = await makeSession(rt.db, { userId: team.owner.userId });
  const secret = rt.secrets.appSecret;
  const token = await encode({ token: { sub: team.owner.userId, sid: session.id }, secret });
  const headers = {
    ...{ "x-parley-ip": "192.0.2.9", "content-type": "application/json", origin: "http://localhost:3000" },
    ...{ cookie: `${sessionCookieName()}=${token}`, "x-parley-tenant": team.tenant.slug },
  };
  return async function call<T>(path: string, input?: unknown, isQuery = false): Promise<T> {
    const url = new URL(`http://localhost:3000/api/trpc/${path}`);
    if (isQuery && input) url.searchParams.set("input", JSON.stringify(input));
    const body = isQuery ? undefined : JSON.stringify(input);
    const method = isQuery ? "GET" : "POST";
    const answer = await product.handleTrpc(new Request(url, { method, headers, body }));
    const json = (await answer.json()) as { result: { data: T } };
    expect(answer.status, JSON.stringify(json)).toBe(200);
    return json.result.data;
  };
}

test("a channel is one folder and one line: its form, its webhook door and its delivery work", async () => {
  const call = await signIn();
  const channels = await call<{ key: string; name: string }[]>("inboxes.channels", undefined, true);
  expect(channels.find(({ key }) => key === "pigeon")).toMatchObject({
    name: "Carrier pigeon",
    fields: [
      { name: "loft", label: "Loft" },
      { name: "ring", label: "Ring number", isSecret: true },
    ],
  });
  const credentials = { loft: loft.url, ring: "GB-26-N-01234" };
  const input = { channel: "pigeon", name: "Roof", credentials };
  const { inboxId } = await call<{ inboxId: string }>("inboxes.connect", input);
  const kept = await call<ConnectionDetail>("inboxes.connection", { inboxId }, true);
  expect(kept.fields.map(({ value }) => value)).toEqual([loft.url, "1234"]);

  const deliver = (ring: string) =>
    product.handleWebhook(
      new Request(kept.webhookUrl, {
        method: "POST",
        body: JSON.stringify({ number: "note-1", from: "Whitby", words: "Is the pot blue?" }),
        headers: { "x-ring": ring },
      }),
    );
  expect([(await deliver("FR-1")).status, (await deliver(credentials.ring)).status]).toEqual([401, 200]);
  const turn = () => product.drain(20_000, rt, { reactions: [] });
  await turn();
  const asked = await rt.db.prisma.message.findFirstOrThrow({ where: { inboxId } });
  expect(asked).toMatchObject({ content: "Is the pot blue?", externalId: "note-1" });

  const { conversationId } = asked;
  const content = "As blue as the sea";
  const send = (content: string) =>
    call("messages.send", { conversationId, clientId: newId(), kind: "outgoing", content, fileIds: [] });
  await send(content);
  await turn();
  expect(loft.calls).toMatchObject([
    { path: "/fly", headers: { "x-ring": credentials.ring }, json: { to: "Whitby", words: content } },
  ]);
  expect(await rt.db.prisma.message.findFirst({ where: { inboxId, kind: "outgoing" } })).toMatchObject({
    ...{ status: "sent", externalId: "note-2" },
  });

  // What it has no form for fails with words; what it answers without sense may have gone.
  loft.moods.push({ status: 200, json: { number: 7 } });
  for (const words of ["~smudged~", "As green as the sea"]) await send(words);
  await turn();
  const failed = await rt.db.prisma.message.findMany({
    where: { inboxId, status: "failed" },
    orderBy: { seq: "asc" },
  });
  expect(failed.map(({ error }) => error)).toMatchObject([
    { class: "content", code: "unfit", reason: "Carrier pigeon has no form for this message." },
    {
      code: "unconfirmed",
      reason: expect.stringContaining("Carrier pigeon answered in a way that it does not document."),
    },
  ]);
  expect(loft.calls).toHaveLength(2);
});
