import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { fixture } from "./testing/fixture";
import { hubPerTest } from "./testing/hub-per-test";
import { startHubServer, TEST_APP } from "./testing/hub-server";
import { RawClient } from "./testing/raw-client";

const { server } = hubPerTest();

describe("the handshake", () => {
  it.each([
    ["wrong-key?protocol=7", 4001],
    [TEST_APP.key, 4008],
    [`${TEST_APP.key}?protocol=8`, 4007],
    [`${TEST_APP.key}?protocol=4`, 4007],
    [`${TEST_APP.key}?protocol=seven`, 4007],
    [`${TEST_APP.key}?protocol=7&version=%00`, 4006],
    [`${TEST_APP.key}/more?protocol=7`, 4005],
    ["?protocol=7", 4005],
  ])("of /app/%s is refused with %i", async (path, code) => {
    const raw = RawClient.open(server().port, path);
    expect((await raw.next("pusher:error")).data).toMatchObject({ code });
    expect((await raw.closed).code).toBe(code);
  });

  it("greets as Pusher does", async () => {
    const raw = RawClient.open(
      server().port,
      `${TEST_APP.key}?protocol=7&client=js&version=8.6.0&flash=false`,
    );
    await raw.next("pusher:connection_established");
    const expected = fixture("ws-connection-established");
    expect(JSON.parse(raw.texts[0]!)).toEqual({
      ...expected,
      data: expect.stringMatching(/^\{"socket_id":"\d+\.\d+","activity_timeout":120\}$/),
    });
    raw.close();
  });

  it("leaves other paths to others", () => {
    const req = { url: "/application", headers: {} } as never;
    expect(server().hub.handleUpgrade(req, null as never, Buffer.alloc(0))).toBe(false);
  });

  it("of something that is no WebSocket is answered 400, without harm", async () => {
    const socket = connect(server().port, "127.0.0.1");
    socket.write(
      `GET /app/${TEST_APP.key}?protocol=7 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (bytes) => resolve(String(bytes))),
    );
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    socket.destroy();
  });

  it("heeds the origin policy", async () => {
    const strict = await startHubServer({ allowedOrigins: (origin) => origin === "https://shop.example" });
    const stranger = RawClient.open(strict.port, undefined, { origin: "https://evil.example" });
    expect((await stranger.closed).code).toBe(4009);
    const friend = await RawClient.connect(strict.port, { origin: "https://shop.example" });
    friend.close();
    await strict.close();
  });
});
