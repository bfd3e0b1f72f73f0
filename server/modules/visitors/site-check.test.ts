import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { makeInbox, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { testRuntime } from "../../testing/runtime";
import { checkSite } from "./site-check";

test.each([
  ["development", ["otherServer"]],
  ["production", ["unreachable"]],
])("in %s a private host that the operator allows shows: %s", async (PARLEY_ENV, codes) => {
  const rt = await testRuntime({ PARLEY_ENV, PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  const { tenant, owner } = await makeTeam(rt.db, {});
  const inbox = await makeInbox(rt.db, { tenantId: tenant.id });
  const line = `<script src="https://old.example/widget.js" data-inbox="${inbox.publicId}"></script>`;
  // More than is read.
  const server = createServer((_, answer) => answer.end(line + " ".repeat(900_000)));
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { problems } = await checkSite(memberCtx(owner), { inboxId: inbox.id, url });
  expect(problems.map(({ code }) => code)).toEqual(codes);
});
