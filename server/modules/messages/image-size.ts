import { PassThrough, type Readable } from "node:stream";

type Size = { width: number | null; height: number | null };
const NONE: Size = { width: null, height: null };
const HEAD_BYTES = 64 * 1024;

/** Reads a picture's size from its first 64 KB while it streams by, so that a thread can leave the right room for it. */
export function measureImage(contentType: string, source: Readable): { body: Readable; result: () => Size } {
  if (!/^image\/(png|jpeg|gif|webp)$/.test(contentType)) return { body: source, result: () => NONE };
  const chunks: Buffer[] = [];
  let held = 0;
  const body = new PassThrough();
  source.on("data", (chunk: Buffer) => {
    if (held < HEAD_BYTES) {
      chunks.push(chunk);
      held += chunk.length;
    }
  });
  source.on("error", (error) => body.destroy(error));
  source.pipe(body);
  return { body, result: () => plausible(sizeOf(Buffer.concat(chunks))) };
}

/** No picture a browser shows is larger; a header may claim anything. */
function plausible(size: Size): Size {
  return [size.width, size.height].every((side) => side !== null && side > 0 && side <= 65_535) ? size : NONE;
}

/** Width and height from the header of a PNG, GIF, WebP or JPEG; nulls for anything else. */
export function sizeOf(head: Buffer): Size {
  if (head.length >= 24 && head.readUInt32BE(0) === 0x89504e47) {
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  }
  if (head.length >= 10 && head.toString("latin1", 0, 4) === "GIF8") {
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  }
  if (head.length >= 30 && head.toString("latin1", 8, 12) === "WEBP") return webpSize(head);
  if (head.length >= 4 && head.readUInt16BE(0) === 0xffd8) return jpegSize(head);
  return NONE;
}

function webpSize(head: Buffer): Size {
  const kind = head.toString("latin1", 12, 16);
  if (kind === "VP8X") return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (kind === "VP8 ")
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  if (kind === "VP8L") {
    const bits = head.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return NONE;
}

/** Walks the markers to the first start-of-frame (ITU T.81, B.2.2). */
function jpegSize(head: Buffer): Size {
  let at = 2;
  while (at + 9 < head.length) {
    if (head[at] !== 0xff) return NONE;
    const marker = head[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
    at += 2 + head.readUInt16BE(at + 2);
  }
  return NONE;
}
