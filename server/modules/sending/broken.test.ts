import { expect, it } from "vitest";
import { z } from "zod";
import { ProviderSilent } from "../../channels/outbound";
import { brokenOf } from "./broken";
import { unreadOf } from "./unread";

const CUT = "127.0.0.1 broke off: ECONNRESET.";
const shape = z.object({ id: z.string() }).safeParse({});

it.each([
  [
    "a connection that broke",
    new ProviderSilent(CUT, true, "broke off before it had answered"),
    "Telegram broke off before it had answered.",
    CUT,
  ],
  [
    "a channel's own words",
    new ProviderSilent("Telegram answered 502.", true),
    "Telegram answered 502.",
    "Telegram answered 502.",
  ],
  [
    "a storage that is away",
    unreadOf(
      Object.assign(new Error("Files cannot be read now."), { cause: new Error("connect minio:9000") }),
    ),
    "Telegram could not be given it, as a file cannot be read from the storage now.",
    "A file could not be read from the storage: Files cannot be read now. (connect minio:9000)",
  ],
  [
    "an answer of another shape",
    shape.error,
    "Telegram answered in a way that it does not document.",
    expect.stringContaining("at id"),
  ],
  [
    "a fault of ours",
    new TypeError("x is not a function"),
    "Something went wrong before Telegram had answered.",
    "x is not a function",
  ],
])("%s names the provider, and the rest stands in the trace", (_, error, words, detail) => {
  expect(brokenOf(error, "Telegram")).toEqual({ words, detail });
});
