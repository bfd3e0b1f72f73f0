import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import type { FileStorage } from "./storage";

const anyType = { contentType: "application/octet-stream", maxBytes: 50_000_000 };
const streamOf = (bytes: Buffer, chunk = 64 * 1024) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    })(),
  );

/** What every storage promises; `keys` lists what it holds. */
export function storageSuite(make: () => { storage: FileStorage; keys: () => string[] | Promise<string[]> }) {
  it("gives back what it was given, with its size and SHA-256", async () => {
    const { storage } = make();
    const bytes = randomBytes(300_000);
    const put = await storage.put("tenant/whole", streamOf(bytes), anyType);
    expect(put).toEqual({ size: 300_000, sha256: createHash("sha256").update(bytes).digest("hex") });
    const got = await storage.get("tenant/whole");
    expect(got?.size).toBe(300_000);
    expect((await buffer(got!.body)).equals(bytes)).toBe(true);
  });

  it("takes a file of many parts and gives back any range of it", async () => {
    const { storage } = make();
    const bytes = randomBytes(12_000_000);
    await storage.put("tenant/large", streamOf(bytes), anyType);
    const got = await storage.get("tenant/large", { start: 5_999_990, end: 6_000_009 });
    expect(got?.size).toBe(12_000_000);
    expect((await buffer(got!.body)).equals(bytes.subarray(5_999_990, 6_000_010))).toBe(true);
  });

  it("refuses a file past the limit in the middle of the stream and keeps nothing of it", async () => {
    const { storage, keys } = make();
    const before = await keys();
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 64 * 1024;
          yield Buffer.alloc(64 * 1024);
        }
      })(),
    );
    await expect(
      storage.put("tenant/endless", endless, { ...anyType, maxBytes: 1_000_000 }),
    ).rejects.toMatchObject({
      name: "AppError",
      code: "too_large",
    });
    expect(sent).toBeLessThan(3_000_000);
    expect(endless.destroyed).toBe(true);
    expect(await keys()).toEqual(before);
  });

  it("keeps nothing of an upload that breaks off", async () => {
    const { storage, keys } = make();
    const before = await keys();
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(200_000);
        throw new Error("the visitor has gone");
      })(),
    );
    await expect(storage.put("tenant/broken", broken, anyType)).rejects.toThrow("the visitor has gone");
    expect(await storage.get("tenant/broken")).toBeNull();
    expect(await keys()).toEqual(before);
  });

  it("has nothing under an unknown key, and deleting it is no error", async () => {
    const { storage } = make();
    expect(await storage.get("tenant/unknown")).toBeNull();
    await storage.delete("tenant/unknown");
  });

  it("forgets what was deleted", async () => {
    const { storage } = make();
    await storage.put("tenant/gone", streamOf(Buffer.from("x")), anyType);
    await storage.delete("tenant/gone");
    expect(await storage.get("tenant/gone")).toBeNull();
  });

  it.each([
    "../secret",
    "a/../../b",
    "/etc/passwd",
    "a//b",
    ".hidden/x",
    "a\\b",
    "a\0b",
    "",
    "x".repeat(401),
  ])("refuses the key %j", async (key) => {
    const { storage } = make();
    await expect(storage.put(key, streamOf(Buffer.from("x")), anyType)).rejects.toThrow("not a storage key");
    await expect(storage.get(key)).rejects.toThrow("not a storage key");
    await expect(storage.delete(key)).rejects.toThrow("not a storage key");
  });

  it("passes its own check and leaves no probe behind", async () => {
    const { storage, keys } = make();
    await storage.check();
    expect((await keys()).filter((key) => key.includes("probe"))).toEqual([]);
  });
}
