import type { Readable } from "node:stream";

/** Bytes under a key; a local directory or S3. Streams both ways, never whole in memory. */
export type FileStorage = {
  /** Writes the stream. Refuses with AppError("too_large") past `maxBytes` and leaves nothing behind. `sha256` is hex. */
  put(
    key: string,
    body: Readable,
    options: { maxBytes: number; contentType: string },
  ): Promise<{ size: number; sha256: string }>;
  /** Null when there is no such key. `range` is inclusive, in bytes. */
  get(key: string, range?: { start: number; end: number }): Promise<{ body: Readable; size: number } | null>;
  delete(key: string): Promise<void>;
  /** Writes, reads and deletes a probe; throws with words that say what to mend. */
  check(): Promise<void>;
};
