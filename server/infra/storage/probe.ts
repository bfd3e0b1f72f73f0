import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { FileStorage } from "./storage";

/** Writes, reads back and deletes a few bytes. */
export async function probe(storage: FileStorage): Promise<void> {
  const key = `probe/${randomUUID()}`;
  const words = "Parley can write here.";
  await storage.put(key, Readable.from([Buffer.from(words)]), { maxBytes: 1000, contentType: "text/plain" });
  const found = await storage.get(key);
  const read = found ? await text(found.body) : "";
  await storage.delete(key);
  if (read !== words) throw new Error("The file storage did not give back what was written to it.");
}
