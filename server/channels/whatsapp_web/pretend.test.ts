import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pretendGateway } from "./pretend";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("the pretended phone answers a code that it is shown, after a moment", () => {
  const { take } = pretendGateway(new Map());
  const headers = new Headers({ host: "127.0.0.1:1" });
  const ask = (path: string) => take({ method: "GET", path, headers, json: null } as never).answer;
  const isPaired = () => JSON.stringify(ask("/app/status").json).includes('"is_logged_in":true');
  ask("/app/logout");
  expect(isPaired()).toBe(false);
  ask("/app/login");
  vi.advanceTimersByTime(7_000);
  expect(isPaired()).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(isPaired()).toBe(true);
});

it("a sticker reaches the pretended phone as one", () => {
  const { take } = pretendGateway(new Map());
  const json = { phone: "447700900123@s.whatsapp.net", sticker_url: "https://x.example/s" };
  const { to, arrival } = take({ method: "POST", path: "/send/sticker", headers: {}, json, text: "" });
  expect(to).toBe("447700900123");
  expect(arrival).toMatchObject({ file: { url: json.sticker_url, contentType: "image/webp" } });
});
