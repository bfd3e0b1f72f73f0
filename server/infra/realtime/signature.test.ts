import { describe, expect, it } from "vitest";
import { createAuthorizer } from "./authorize";
import { authFor, channelText, isAuthFor, refuseUnsigned, userText } from "./signature";
import { fixture, type Vectors } from "./testing/fixture";

const vectors = fixture<Vectors>("vectors");
const app = { appId: vectors.app_id, key: vectors.key, secret: vectors.secret };

describe("signatures of channels and users", () => {
  it("are those of the pusher library", () => {
    const { private: own, presence, signin } = vectors;
    expect(authFor(app, channelText(own.socket_id, own.channel))).toBe(own.expected.auth);
    const { channel_data, auth } = presence.expected;
    expect(authFor(app, channelText(presence.socket_id, presence.channel, channel_data))).toBe(auth);
    expect(authFor(app, userText(signin.socket_id, signin.expected.user_data))).toBe(signin.expected.auth);
  });

  it("are refused when one letter differs, is missing, or nothing is given", () => {
    const { socket_id, channel, expected } = vectors.private;
    const text = channelText(socket_id, channel);
    expect(isAuthFor(app, text, expected.auth)).toBe(true);
    for (const wrong of [
      "",
      expected.auth.slice(0, -1),
      `${expected.auth.slice(0, -1)}0`,
      expected.auth.split(":")[1]!,
    ]) {
      expect(isAuthFor(app, text, wrong)).toBe(false);
    }
  });
});

describe("the authorizer", () => {
  const { authorizeChannel, authenticateUser } = createAuthorizer(app, true);

  it("answers as the pusher library does", () => {
    const { private: own, presence } = vectors;
    expect(authorizeChannel(own.socket_id, own.channel)).toEqual(own.expected);
    const { user_id: id, user_info: info } = presence.channel_data_object;
    expect(authorizeChannel(presence.socket_id, presence.channel, { id, info })).toEqual(presence.expected);
  });

  it("signs a user in with exactly the text it signed", () => {
    const { auth, user_data } = authenticateUser("1234.5678", {
      id: "agent-7",
      info: { name: "Agent Smith" },
    });
    expect(JSON.parse(user_data)).toEqual({ id: "agent-7", user_info: { name: "Agent Smith" } });
    expect(isAuthFor(app, userText("1234.5678", user_data), auth)).toBe(true);
  });

  it("binds a private channel to its user for our own hub only", () => {
    const bound = authorizeChannel("1.2", "private-a", { id: "m1" });
    expect(bound.channel_data).toBe('{"user_id":"m1"}');
    const hosted = createAuthorizer(app, false).authorizeChannel("1.2", "private-a", { id: "m1" });
    expect(hosted).toEqual({ auth: authFor(app, "1.2:private-a") });
  });

  it.each([
    ["1.2:private-x", "private-a"],
    ["12", "private-a"],
    ["1.2", "private-a:presence-b"],
    ["1.2", "private-a b"],
    ["1.2", `private-${"a".repeat(160)}`],
    ["1.2", "public"],
    ["1.2", "#server-to-user-7"],
    ["1.2", "presence-without-user"],
    ["1.2\n", "private-a"],
  ])("refuses to sign socket %j for channel %j", (socketId, channel) => {
    expect(() => authorizeChannel(socketId, channel)).toThrow();
  });
});

describe("signed requests", () => {
  const { http_event: event, http_channels: channels } = vectors;
  const signed = (
    change: { path?: string; body?: string; query?: string; method?: string; nowMs?: number } = {},
  ) =>
    refuseUnsigned(app, {
      method: change.method ?? event.method,
      path: change.path ?? event.path,
      body: change.body ?? event.body,
      query: new URLSearchParams(change.query ?? event.query),
      nowMs: change.nowMs ?? event.auth_timestamp * 1000,
    });

  it("accepts what the pusher library signed", () => {
    expect(signed()).toBeNull();
    expect(signed({ method: "GET", path: channels.path, body: "", query: channels.query })).toBeNull();
  });

  it.each([
    ["another method", { method: "PUT" }],
    ["another path", { path: "/apps/app1/batch_events" }],
    ["another body", { body: `${event.body} ` }],
    ["no body", { body: "" }],
    ["one more parameter", { query: `${event.query}&info=user_count` }],
    ["a parameter twice", { query: `${event.query}&auth_version=1.0` }],
    ["another key", { query: event.query.replace(app.key, "k") }],
    ["no signature", { query: event.query.replace(/&auth_signature=.*/, "") }],
    ["nothing at all", { query: "" }],
  ])("refuses %s", (_what, change) => {
    expect(signed(change)).not.toBeNull();
  });

  it("lets clocks differ by ten minutes and no more", () => {
    const at = event.auth_timestamp * 1000;
    expect(signed({ nowMs: at + 600_000 })).toBeNull();
    expect(signed({ nowMs: at - 600_000 })).toBeNull();
    expect(signed({ nowMs: at + 601_000 })).toMatch(/600 s/);
    expect(signed({ nowMs: at - 601_000 })).toMatch(/600 s/);
  });

  it("refuses a timestamp that is no whole number", () => {
    for (const wrong of ["NaN", "1e9", "", " 1787654400"]) {
      expect(signed({ query: event.query.replace(String(event.auth_timestamp), wrong) })).not.toBeNull();
    }
  });
});
