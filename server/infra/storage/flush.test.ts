import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { localStorage } from "./local";

const { flush } = vi.hoisted(() => ({ flush: vi.fn() }));
vi.mock("node:fs", async (original) => ({ ...(await original<object>()), fdatasync: flush }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-flush-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PART = Buffer.alloc(64 * 1024, 7);
const large = () => Readable.from(Array.from({ length: 160 }, () => PART));
const put = () => localStorage(folder).put("a/b", large(), { contentType: "text/plain", maxBytes: 2 ** 25 });

it("flushes a large file while it comes, one flush at a time", async () => {
  let running = 0;
  flush.mockImplementation((_fd: number, done: (error: Error | null) => void) => {
    expect(++running).toBe(1);
    setTimeout(() => {
      running--;
      done(null);
    }, 1);
  });
  expect(await put()).toMatchObject({ size: 160 * PART.length });
  expect(flush).toHaveBeenCalled();
});

it("keeps nothing of a file that the disk has failed to keep on the way", async () => {
  flush.mockImplementation((_fd: number, done: (error: Error | null) => void) =>
    done(Object.assign(new Error("i/o error"), { code: "EIO" })),
  );
  await expect(put()).rejects.toThrow("i/o error");
  expect(readdirSync(join(folder, "incoming"))).toEqual([]);
});
