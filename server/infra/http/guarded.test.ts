import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { isPublicAddress } from "./addresses";
import { createGuardedFetch, GuardedError, readText } from "./guarded";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const strict = createGuardedFetch({ privateHosts: [] });
const local = createGuardedFetch({ privateHosts: ["127.0.0.1"] });

async function reasonOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "nothing was refused",
    (error) => (error instanceof GuardedError ? error.reason : String(error)),
  );
}

describe("addresses", () => {
  it.each([
    ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...["255.255.255.255", "224.0.0.1", "::1", "::", "fc00::1", "fd12::1", "fe80::1%eth0", "ff02::1"],
    ...[
      "::ffff:127.0.0.1",
      "::ffff:7f00:1",
      "::ffff:a00:1",
      "64:ff9b::7f00:1",
      "64:ff9b::10.0.0.1",
      "2002:7f00:1::",
    ],
    ...["::127.0.0.1", "not an address", ""],
  ])("%s is not the public internet", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])(
    "%s is public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("a request to an address that a tenant has given", () => {
  it.each([
    "http://127.0.0.1:1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://localhost:1/",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "gopher://example.com",
    "http://user:secret@example.com/",
    "//example.com",
  ])("%s is never dialled", async (address) => {
    expect(await reasonOf(strict(address))).toBe("address");
  });

  it("reaches a private host that the operator has allowed, by address or by name", async () => {
    const url = await serve((_, answer) => answer.end("hello"));
    expect(await readText(await local(url))).toBe("hello");
    const byName = createGuardedFetch({ privateHosts: ["localhost"] });
    expect((await byName(url.replace("127.0.0.1", "localhost"))).status).toBe(200);
  });

  it("goes to the address that was checked, whatever the name answers next", async () => {
    let asked = 0;
    const url = await serve((_, answer) => answer.end("inside"));
    const fetch = createGuardedFetch({
      privateHosts: [],
      lookup: ((_: string, __: unknown, done: (e: null, found: unknown) => void) => {
        asked++;
        done(null, [{ address: asked === 1 ? "127.0.0.1" : "93.184.215.14", family: 4 }]);
      }) as never,
    });
    expect(await reasonOf(fetch(url.replace("127.0.0.1", "rebinding.example")))).toBe("address");
    expect(asked).toBe(1);
  });

  it("checks every redirect anew, and keeps secrets from another host", async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, answer) => {
      seen.push(request.headers.authorization);
      answer.end("there");
    });
    const url = await serve((request, answer) => {
      const to = request.url === "/inside" ? "http://10.0.0.1/" : other;
      answer.writeHead(302, { location: to }).end();
    });
    const headers = { authorization: "Bearer secret" };
    expect(await readText(await local(url, { headers }))).toBe("there");
    expect(seen).toEqual([undefined]);
    expect(await reasonOf(local(`${url}/inside`))).toBe("address");
  });

  it("follows a circle of redirects to its limit only, and a POST none", async () => {
    const url = await serve((_, answer) => answer.writeHead(307, { location: "/" }).end());
    expect(await reasonOf(local(url))).toBe("redirect");
    expect((await local(url, { method: "POST", body: "x" })).status).toBe(307);
  });

  it("takes no more bytes than allowed, announced or not", async () => {
    const url = await serve((request, answer) => {
      if (request.url === "/announced") answer.setHeader("content-length", 5_000_000);
      answer.write(Buffer.alloc(2_000_000));
      answer.end(request.url === "/announced" ? Buffer.alloc(3_000_000) : undefined);
    });
    for (const path of ["/", "/announced"]) {
      expect(await reasonOf(local(url + path, { maxBytes: 1_000_000 }).then(readText))).toBe("too_large");
    }
  });

  it("ends in time when the other side is silent, before the answer and in the middle of it", async () => {
    const url = await serve((request, answer) => {
      if (request.url === "/half") answer.writeHead(200).write("half");
    });
    for (const path of ["/", "/half"]) {
      expect(await reasonOf(local(url + path, { timeoutMs: 150 }).then(readText))).toBe("timeout");
    }
  });

  it("knows whether it can have left when it breaks: not before a connection stands, TLS included", async () => {
    const half = await serve((_, answer) => {
      answer.writeHead(200, { "content-length": 100 }).write("half", () => answer.socket!.destroy());
    });
    const silent = await serve(() => {});
    const unresolved = createGuardedFetch({ privateHosts: [], lookup: (() => {}) as never });
    const broken = [
      local(half).then(readText),
      local(silent, { timeoutMs: 150 }),
      local(silent.replace("http:", "https:")),
      unresolved("http://black-hole.example/", { timeoutMs: 150 }),
    ].map((asked) => asked.catch((error) => [error.name, error.reason, error.wasConnected]));
    expect(await Promise.all(broken)).toEqual([
      ["GuardedError", "network", true],
      ["GuardedError", "timeout", true],
      ["GuardedError", "network", false],
      ["GuardedError", "timeout", false],
    ]);
    await expect(local(half).then(readText)).rejects.toThrow(/ broke off: it hung up/);
  });

  it.each([
    ["an address that is none", "//example.com", {}],
    ["an address inside", "http://127.0.0.1:1/", {}],
    ["a header that cannot be sent", "http://93.184.215.14/", { headers: { "x-name": "a\nb" } }],
    ["a time-out before it began", "http://93.184.215.14/", { signal: AbortSignal.abort() }],
  ])("lets go of the stream it was given: %s", async (_, address, rest) => {
    const body = new Readable({ read() {} });
    await expect(strict(address, { method: "POST", body, ...rest })).rejects.toThrow();
    expect(body.destroyed).toBe(true);
  });

  it("says that nobody answers", async () => {
    const url = await serve(() => {});
    for (const server of servers.splice(0)) server.close();
    expect(await reasonOf(local(url))).toBe("refused");
  });
});
