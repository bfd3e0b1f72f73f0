import { afterEach, expect, it, vi } from "vitest";
import { answer } from "./ticket";

const ORIGIN = "https://parley.test";
afterEach(() => vi.unstubAllGlobals());

it("a ticket goes to the window that the page has opened, while a page of ours stands in it, and to no other", async () => {
  let hear: (event: object) => Promise<void> = async () => {};
  vi.stubGlobal("addEventListener", (_: string, listener: typeof hear) => {
    hear = listener;
  });
  const opened = { postMessage: vi.fn() };
  answer(opened as unknown as Window, ORIGIN, Promise.resolve({ ticket: "good" }));
  const asks = { source: opened, origin: ORIGIN, data: "parley:ticket" };
  for (const other of [{ source: {} }, { origin: "https://evil.example" }, { data: "anything" }])
    await hear({ ...asks, ...other });
  expect(opened.postMessage).not.toHaveBeenCalled();
  await hear(asks);
  expect(opened.postMessage.mock.calls).toEqual([[{ ticket: "good" }, ORIGIN]]);
});

it("a visitor who has not written takes nothing along", async () => {
  let hear: (event: object) => Promise<void> = async () => {};
  vi.stubGlobal("addEventListener", (_: string, listener: typeof hear) => {
    hear = listener;
  });
  const opened = { postMessage: vi.fn() };
  answer(opened as unknown as Window, ORIGIN, Promise.resolve({ ticket: null }));
  await hear({ source: opened, origin: ORIGIN, data: "parley:ticket" });
  expect(opened.postMessage.mock.calls).toEqual([[{ ticket: "" }, ORIGIN]]);
});
