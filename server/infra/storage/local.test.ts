import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { localStorage } from "./local";
import { storageSuite } from "./storage.suite";

const root = mkdtempSync(join(tmpdir(), "parley-storage-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const one = () => Readable.from([Buffer.from("1")]);

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

describe("the local file storage", () => {
  const folder = join(root, "files");
  storageSuite(() => ({ storage: localStorage(folder), keys: () => filesBelow(folder) }));

  it("spreads files over two levels of folders", async () => {
    const own = join(root, "spread");
    const storage = localStorage(own);
    await storage.put("tenant/one", one(), { contentType: "text/plain", maxBytes: 10 });
    expect(filesBelow(own).map((path) => path.slice(own.length))).toEqual([
      expect.stringMatching(/^\/[0-9a-f]{2}\/[0-9a-f]{2}\/tenant\+one$/),
    ]);
  });

  it("says in words that it may not write", async () => {
    const blocked = join(root, "blocked");
    writeFileSync(blocked, "a file where the folder should be");
    const put = localStorage(blocked).put("a/b", one(), { contentType: "text/plain", maxBytes: 10 });
    await expect(put).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("blocked"),
    });
  });

  it("calls a full disk unavailable, with words for a person", async () => {
    const full = Readable.from(
      (function* () {
        yield Buffer.from("1");
        throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      })(),
    );
    const put = localStorage(join(root, "full")).put("a/b", full, {
      contentType: "text/plain",
      maxBytes: 10,
    });
    await expect(put).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("no space left"),
    });
  });
});
