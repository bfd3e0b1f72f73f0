import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request as nodeRequest, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { markRequest } from "./forwarded";
import { textResponse } from "./light-response";
import { answer, type Handle } from "./listener";

let server: Server;
const thrown: unknown[] = [];
afterEach(async () => {
  thrown.length = 0;
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

async function serve(handle: Handle, trustProxy = false): Promise<string> {
  server = createServer((message, response) => {
    markRequest(message, trustProxy);
    void answer(message, response, handle, (error) => thrown.push(error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function mebibytes(count: number): ReadableStream<Uint8Array> {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(1024 * 1024).fill(left));
      else controller.close();
    },
  });
}

test("a handler sees a Request and answers with a Response", async () => {
  const url = await serve(async (request) => {
    expect(request).toBeInstanceOf(Request);
    const { pathname, searchParams } = new URL(request.url);
    const seen = [
      request.method,
      pathname,
      searchParams.get("q"),
      request.headers.get("x-one"),
      await request.json(),
    ];
    return Response.json(seen, {
      status: 201,
      headers: [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ],
    });
  });
  const answered = await fetch(`${url}/a/b?q=%C3%A9`, {
    method: "POST",
    body: '{"x":"ü"}',
    headers: { "x-one": "1" },
  });
  expect(answered.status).toBe(201);
  expect(answered.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(await answered.json()).toEqual(["POST", "/a/b", "é", "1", { x: "ü" }]);
});

test("a light response is an ordinary Response to everyone else", async () => {
  const light = textResponse('{"a":1}', 202, { "content-type": "application/json" });
  expect(light).toBeInstanceOf(Response);
  expect([light.ok, light.status, light.headers.get("content-type")]).toEqual([
    true,
    202,
    "application/json",
  ]);
  expect(await light.clone().text()).toBe('{"a":1}');
  expect(await light.json()).toEqual({ a: 1 });
  const url = await serve(async () => textResponse("héllo", 200, { "content-type": "text/plain" }));
  expect(await (await fetch(url)).text()).toBe("héllo");
});

test("bodies are streamed both ways", async () => {
  const url = await serve(async (request) => new Response(request.body));
  const init = { method: "PUT", body: mebibytes(20), duplex: "half" };
  const answered = await fetch(url, init as RequestInit);
  expect((await answered.arrayBuffer()).byteLength).toBe(20 * 1024 * 1024);
});

test("a slow reader holds the sender back", async () => {
  let pulled = 0;
  const url = await serve(async () => {
    const body = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(64 * 1024));
        if (pulled > 4_000) controller.close();
      },
    });
    return new Response(body);
  });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await expect.poll(() => pulled, { timeout: 5_000 }).toBeGreaterThan(10);
  await new Promise((wait) => setTimeout(wait, 300));
  expect(pulled).toBeLessThan(1_500);
  socket.destroy();
});

test("the signal ends when the client goes away", async () => {
  let aborted = (_: string) => {};
  const gone = new Promise<string>((done) => {
    aborted = done;
  });
  let asked = () => {};
  const began = new Promise<void>((done) => {
    asked = done;
  });
  const url = await serve(async ({ signal }) => {
    signal.addEventListener("abort", () => aborted(signal.reason.name));
    asked();
    return new Promise(() => {});
  });
  const controller = new AbortController();
  const call = fetch(url, { signal: controller.signal }).catch(() => {});
  await began;
  controller.abort();
  await call;
  expect(await gone).toBe("AbortError");
});

test("an answer given before the body was read still arrives", async () => {
  const url = await serve(async (request) => {
    const reader = request.body!.getReader();
    await reader.read();
    await reader.cancel();
    return new Response("too large", { status: 413 });
  });
  for (const body of ["x".repeat(10 * 1024 * 1024), mebibytes(10)]) {
    const answered = await fetch(url, { method: "POST", body, duplex: "half" } as RequestInit);
    expect([answered.status, await answered.text()]).toEqual([413, "too large"]);
  }
});

test("a small body nobody read does not spoil the next request on the connection", async () => {
  const url = await serve(async (request) => new Response(new URL(request.url).pathname));
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(
    "POST /one HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabcGET /two HTTP/1.1\r\nhost: x\r\n\r\n",
  );
  let seen = "";
  for await (const chunk of socket) {
    seen += chunk;
    if (seen.includes("/two")) break;
  }
  expect(seen).toContain("/one");
});

test("what a handler throws is told to the log and not to the client", async () => {
  const url = await serve(async () => {
    throw new Error("database password");
  });
  const answered = await fetch(url);
  expect([answered.status, await answered.text()]).toEqual([500, "Something went wrong."]);
  expect(String(thrown[0])).toContain("database password");
});

async function headersSeen(sent: Record<string, string>, trustProxy: boolean): Promise<IncomingHttpHeaders> {
  const url = await serve(async (request) => Response.json(Object.fromEntries(request.headers)), trustProxy);
  const asked = nodeRequest(url, { headers: sent });
  asked.end();
  const [answered] = await once(asked, "response");
  let text = "";
  for await (const chunk of answered) text += chunk;
  return JSON.parse(text);
}

test("a client cannot choose its own address or trace", async () => {
  const sent = {
    "x-parley-ip": "6.6.6.6",
    "x-forwarded-for": "7.7.7.7",
    "x-forwarded-proto": "https",
    "x-trace-id": "no way\u00a0".trim(),
    "x-middleware-subrequest": "middleware",
  };
  const seen = await headersSeen(sent, false);
  expect(seen["x-parley-ip"]).toBe("127.0.0.1");
  expect(seen["x-forwarded-proto"]).toBe("http");
  expect(seen["x-forwarded-for"]).toBeUndefined();
  expect(seen["x-middleware-subrequest"]).toBeUndefined();
  expect(seen["x-trace-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("a proxy that is not trusted is told from the machine that it runs on", async () => {
  const relayed = async (sent: Record<string, string>, trustProxy = false) =>
    (await headersSeen(sent, trustProxy))["x-parley-relayed"];
  expect(await relayed({ "x-parley-relayed": "1" })).toBeUndefined();
  expect(await relayed({ "x-forwarded-for": "9.9.9.9" }, true)).toBeUndefined();
  for (const name of ["x-forwarded-for", "forwarded", "via"])
    expect(await relayed({ [name]: "9" })).toBe("1");
});

test("behind a trusted proxy its own last hop is the address", async () => {
  const sent = {
    "x-forwarded-for": "1.1.1.1, 9.9.9.9",
    "x-forwarded-proto": "https",
    "x-trace-id": "abcd-1234",
  };
  const seen = await headersSeen(sent, true);
  expect(seen).toMatchObject({
    "x-parley-ip": "9.9.9.9",
    "x-forwarded-proto": "https",
    "x-trace-id": "abcd-1234",
  });
});
