import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, fdatasync, type WriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../core/errors";
import { checkKey } from "./key";
import { measureStream } from "./measure";
import { probe } from "./probe";
import type { FileStorage } from "./storage";

const FLUSH_BYTES = 2 * 1024 * 1024;

/** Files below one folder. A key exists only whole: bytes go to a temporary file, are flushed to the disk, then renamed. */
export function localStorage(folder: string): FileStorage {
  const temporary = join(folder, "incoming");

  /** Two levels of 256 folders, as one folder of a million files is slow on every file system. */
  function pathOf(key: string): string {
    const digest = createHash("sha256").update(checkKey(key)).digest("hex");
    return join(folder, digest.slice(0, 2), digest.slice(2, 4), key.replaceAll("/", "+"));
  }

  async function write(key: string, body: Readable, maxBytes: number) {
    const target = pathOf(key);
    await mkdir(temporary, { recursive: true });
    await mkdir(dirname(target), { recursive: true });
    const part = join(temporary, randomUUID());
    const measured = measureStream(maxBytes);
    try {
      await pipeline(body, measured.stream, flushingFile(part));
      await rename(part, target);
      await flushFolder(dirname(target));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return measured.result();
  }

  const storage: FileStorage = {
    async put(key, body, { maxBytes }) {
      try {
        return await write(key, body, maxBytes);
      } catch (error) {
        throw explain(error, folder);
      }
    },
    async get(key, range) {
      const file = await open(pathOf(key)).catch(absent);
      if (!file) return null;
      const { size } = await file.stat();
      return { body: file.createReadStream(range), size };
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    check: () => probe(storage),
  };
  return storage;
}

/**
 * A file that goes to the disk while more of it is coming, so that at its end only the rest has to be waited for. A disk that
 * fails says so once: whichever flush hears it ends the writing.
 */
function flushingFile(path: string): WriteStream {
  const file = createWriteStream(path, { flags: "wx", flush: true });
  let descriptor: number | null = null;
  file.once("open", (fd) => {
    descriptor = fd;
  });
  let flushed = 0;
  let isFlushing = false;
  file.on("drain", () => {
    if (descriptor === null || isFlushing || file.bytesWritten - flushed < FLUSH_BYTES) return;
    flushed = file.bytesWritten;
    isFlushing = true;
    fdatasync(descriptor, (error) => {
      isFlushing = false;
      // One that was closed meanwhile has been flushed whole, or is thrown away.
      if (error && !file.closed) file.destroy(error);
    });
  });
  return file;
}

/** Without it a power cut can take back the rename. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

function explain(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new AppError(
      "unavailable",
      "There is no space left to store files. Try again when your administrator has made some.",
    );
  }
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code ?? "")) {
    return new AppError(
      "unavailable",
      `Files cannot be stored now: the server may not write to ${basename(folder)}.`,
    );
  }
  return error;
}
