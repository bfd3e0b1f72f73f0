import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createLogger } from "../infra/log";
import { textResponse } from "../infra/node-http/light-response";
import { type Front, listen } from "./front";
import { createWidgetFiles } from "./widget-files";

const log = createLogger("silent");
let front: Front;
let base: string;
beforeEach(async () => {
  front = await listen({ port: 0, trustProxy: false, log });
  base = `http://localhost:${(front.server.address() as AddressInfo).port}`;
});
afterEach(() => front.close());

test("the port answers at once: alive, not ready; other requests wait for the start", async () => {
  expect(await (await fetch(`${base}/api/health`)).json()).toEqual({ status: "starting" });
  expect((await fetch(`${base}/api/ready`)).status).toBe(503);
  const waiting = fetch(`${base}/page`);
  front.open({ edges: [], pages: (_, response) => void response.end("the page") });
  expect(await (await waiting).text()).toBe("the page");
});

test("a taken port is an error at once", async () => {
  const { port } = front.server.address() as AddressInfo;
  await expect(listen({ port, trustProxy: false, log })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("edges come before pages, by whole path parts", async () => {
  const edge = {
    prefix: "/api/files",
    handle: async (request: Request) => textResponse(new URL(request.url).pathname, 200, {}),
  };
  front.open({ edges: [edge], pages: (_, response) => void response.writeHead(404).end("page") });
  const texts = ["/api/files", "/api/files/1?x", "/api/filesystem", "/"].map(async (path) =>
    (await fetch(base + path)).text(),
  );
  expect(await Promise.all(texts)).toEqual(["/api/files", "/api/files/1", "page", "page"]);
});

test("a socket that nobody takes is refused", async () => {
  front.open({ edges: [], upgrade: () => false });
  const socket = new WebSocket(`${base.replace("http", "ws")}/elsewhere`);
  const error = await new Promise<Error>((done) => socket.on("error", done));
  expect(error.message).toContain("404");
});

test("closing lets a request under way finish", async () => {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  let began = () => {};
  const started = new Promise<void>((done) => {
    began = done;
  });
  const handle = async () => {
    began();
    await held;
    return textResponse("done", 200, {});
  };
  front.open({ edges: [{ prefix: "/slow", handle }] });
  const answered = fetch(`${base}/slow`);
  await started;
  const closed = front.close();
  release();
  expect(await (await answered).text()).toBe("done");
  await closed;
  await expect(fetch(`${base}/slow`)).rejects.toThrow();
});

test("a slow answer is warned of, but not one that was held until there was something to tell", async () => {
  const warned: unknown[] = [];
  const own = {
    ...log,
    isLevelEnabled: () => false,
    warn: (line: { path: string }) => warned.push(line.path),
  };
  const other = await listen({ port: 0, trustProxy: false, log: own as never });
  const handle = async () => {
    now += 15_000;
    return textResponse("done", 200, {});
  };
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  other.open({
    edges: [
      { prefix: "/held", handle, holds: true },
      { prefix: "/slow", handle },
    ],
  });
  const { port } = other.server.address() as AddressInfo;
  for (const path of ["/held", "/slow"]) await (await fetch(`http://localhost:${port}${path}`)).text();
  clock.mockRestore();
  await other.close();
  expect(warned).toEqual(["/slow"]);
});

test("the widget's files are compressed, cached and open to every website", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-public-"));
  mkdirSync(join(folder, "widget/abc"), { recursive: true });
  writeFileSync(join(folder, "widget.js"), "loader();".repeat(50));
  writeFileSync(join(folder, "widget/abc/app.js"), "app()");
  front.open({ edges: [], files: createWidgetFiles(folder, false) });
  const loader = await fetch(`${base}/widget.js`);
  expect(await loader.text()).toBe("loader();".repeat(50));
  expect(Object.fromEntries(loader.headers)).toMatchObject({
    "content-encoding": "gzip",
    "cache-control": expect.stringContaining("max-age=300"),
    "access-control-allow-origin": "*",
  });
  const etag = loader.headers.get("etag")!;
  expect((await fetch(`${base}/widget.js`, { headers: { "if-none-match": etag } })).status).toBe(304);
  const app = await fetch(`${base}/widget/abc/app.js`);
  expect(app.headers.get("cache-control")).toContain("immutable");
  expect((await fetch(`${base}/widget/../widget/abc/%2e%2e/x`)).status).toBe(404);
  expect((await fetch(`${base}/widget.js`, { method: "POST" })).status).toBe(405);
  rmSync(folder, { recursive: true });
});

test("a page that was open over an update gets the present chat, and does not keep it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-public-"));
  const [old, present] = ["0123456789abcdef", "fedcba9876543210"];
  mkdirSync(join(folder, "widget", present), { recursive: true });
  writeFileSync(join(folder, "widget", present, "app.js"), "app()");
  front.open({ edges: [], files: createWidgetFiles(folder, false) });
  const answer = await fetch(`${base}/widget/${old}/app.js?2`);
  expect(await answer.text()).toBe("app()");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expect((await fetch(`${base}/widget/${old}/other.js`)).status).toBe(404);
  rmSync(folder, { recursive: true });
});
