import type { OutgoingFile } from "../outbound";

/** One that stands still may be so large; one that moves is bounded by the channel's capabilities (contract §6). */
const MAX_STILL_BYTES = 100 * 1024;

/** As WhatsApp takes it: a sticker that is too large for one goes as any other file of its type. */
export async function fitted(file: OutgoingFile): Promise<OutgoingFile> {
  if (!file.isSticker || file.size <= MAX_STILL_BYTES || (await isMoving(file))) return file;
  const { isSticker: _, ...plain } = file;
  return plain;
}

/** "RIFF", size, "WEBP", "VP8X", size, flags: the second bit says that it moves (RFC 9649, 2.7). */
const FLAGS_AT = 20;
const MOVES = 0x02;

async function isMoving(file: OutgoingFile): Promise<boolean> {
  // What cannot be read here, nobody can fetch from here either: that is said when it is tried.
  const head = await headOf(file).catch(() => Buffer.alloc(0));
  return head.toString("latin1", 12, 16) === "VP8X" && ((head[FLAGS_AT] ?? 0) & MOVES) !== 0;
}

async function headOf({ open }: OutgoingFile): Promise<Buffer> {
  let head = Buffer.alloc(0);
  if (!open) return head;
  for await (const chunk of await open()) {
    head = Buffer.concat([head, chunk as Buffer]);
    if (head.length > FLAGS_AT) break;
  }
  return head;
}
