import { randomInt } from "node:crypto";
import { drawFile } from "../../../prisma/seed/demo/files";
import type { Card, PhoneFile, Place } from "../../channels/pretend";

export const ATTACHMENTS = ["photo", "voice", "file", "location", "contact", "sticker"] as const;
export type Attachment = (typeof ATTACHMENTS)[number];

export const newRef = () => String(randomInt(1_000_000_000, 281_474_976_710_655));

/** What a customer has at hand. */
export function thingOf(kind: Attachment): { file?: PhoneFile; place?: Place; card?: Card } {
  const ref = newRef();
  if (kind === "location") {
    const place = { latitude: 51.3811, longitude: -2.359, name: "Pulteney Bridge", address: "Bath BA2 4AT" };
    return { place };
  }
  if (kind === "contact") return { card: { name: "Harriet Coombes", phone: "+447700900777" } };
  if (kind === "voice")
    return {
      file: { ref, name: "voice.ogg", contentType: "audio/ogg; codecs=opus", bytes: silence(), kind },
    };
  if (kind === "sticker")
    return { file: { ref, name: "sticker.webp", contentType: "image/webp", bytes: SMILE, kind } };
  const name = kind === "photo" ? "Teapot.png" : "Receipt AC-20412.pdf";
  const { body: bytes, contentType } = drawFile(name);
  return { file: { ref, name, contentType, bytes, kind: kind === "photo" ? "picture" : "document" } };
}

/** Two seconds of nothing as Opus in Ogg (RFC 7845): the frames of 20 ms that a silent microphone makes. */
function silence(): Buffer {
  const frames = 100;
  const head = Buffer.concat([Buffer.from("OpusHead"), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])]);
  const tags = Buffer.concat([
    Buffer.from("OpusTags"),
    Buffer.from([6, 0, 0, 0]),
    Buffer.from("Parley\0\0\0\0"),
  ]);
  const frame = Buffer.from([0xf8, 0xff, 0xfe]);
  return Buffer.concat([
    page({ packets: [head], number: 0, granule: 0, flag: 2 }),
    page({ packets: [tags], number: 1, granule: 0, flag: 0 }),
    page({ packets: Array<Buffer>(frames).fill(frame), number: 2, granule: frames * 960, flag: 4 }),
  ]);
}

function page(given: { packets: Buffer[]; number: number; granule: number; flag: number }): Buffer {
  const { packets, number, granule, flag } = given;
  const head = Buffer.alloc(27);
  head.write("OggS");
  head[5] = flag;
  head.writeUInt32LE(granule, 6);
  head.writeUInt32LE(0x50617265, 14);
  head.writeUInt32LE(number, 18);
  head[26] = packets.length;
  const lengths = Buffer.from(packets.map((packet) => packet.length));
  const whole = Buffer.concat([head, lengths, ...packets]);
  whole.writeUInt32LE(oggCrc(whole), 22);
  return whole;
}

/** CRC-32 with the polynomial 0x04c11db7, neither reflected nor inverted (RFC 3533 §6). */
function oggCrc(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

/** A smile of 96 pixels. */
const SMILE = Buffer.from(
  "UklGRs4GAABXRUJQVlA4WAoAAAAwAAAAXwAAXwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBI6AIAAA2QRdu2sTc7tvH9sc3aVmwntW3btm0rqG27f19j1Lb54d5TvUXEBOA/q7OAe8UkBYW5CbaCYApAcH5+7969+wX71WRo1YuJhXhTQRBs3cINc3LOfOLPKCw2DHK7x8b6H8je/4Yr44GdoaxlZFzdhdPfcKPbrRcYNBmQOXX1Ry40Ww4Ho/Zj6oza9YW9mPFg2HuS89CjjOmsNgHbVaeUtf3Mkkke2G+VlvacHZft4LHFmIwCVmotAJ/+a/qeZSOjE3i13rZ6PQMaE13Ar+6KkhFfFGsngOth91coVbslOF+46awyjgvAu862nqVK6G8H/zYrU94qsA4UVurdRr4xoDHVbYpcAfFEYMIWtUwTQaXW2BHy1LIlA7EPz8oyA4ROHC5HHChtYHBAmuZYUjBtyGdJrUBrUKV1UvSGEINRU99JqARq3cyvS4gjB3HZvxdf0OvzrlBUGEEIO0BdXLYYk6oUNbr6XEQkKNZtuk9EKEkIvSFCRZPq7p+e+VPqVHdFmFNnDpr1DJ7+QkUUVHd/Qf9dFVF3f/XUQI+kZ19+hbsqku7iL6LQlbq7KupuhJJ0Q8yxKmYEPbsi5v25hgQdgOgDYdTlRWmQ8+WQuLJHweRcgsQDYeQckJIdR90FR0diyoulYOR4YoZD8rpKQaSor0n7PGYcKSMhY7Z1XULO3ZcDI8cTMgCynnjXgowcyDxgBhWfRsml3jmaiAmQfYxfKgnb78iHNr0rEXBjFhR8m7LShrsH7aBoac9tOpy9SYfCZzct5KwVFF/+eDBXU8HgkJLVuty8bwsmNy3bZM9JeQYYPd9zeSUurncEsxVJ3TI52LgIDL/p6Dpeg7EvowrA9sTsOXWYOjIUzF/tbTI1mBl1H3B5YGjlcQ5MlI2+DE4/r5mcNshEsSeTd4PjNzMX1oqOslHgwd68S+D81aG8fe7RMQGy3MnLzQeJny/m5Za5uP7UHMDTwp8WgdSnRYU/hSsKQfrTQvxzBlZQOCDwAQAAEA8AnQEqYABgAD9xpMlbP6uopC8XibPwLglsAyQH4AM8A/ACr6hrjgLCoYLZbePnnNOA3nLIb7yk8liPtaEyYZyNr3Yz/RCtywJQOXAUVCgAIK1nO4wso7V6OWR/ZeX6kgLJkC2Ra6XsTvS8ZAfWmlsaRMBW8mbNDo04nhl9eCwAAP7y40Jcv/Biy8xEbFw2eW2sv7os1TD3eaFDTQ1PIGnxbPpdG4mw5A28qyP+i3zjJpSiTEgDSIjIX7dxZfgN6PxZo+BEhCWOQAfvDdz/zQ4i2YhxDNor70j5N3DHa6Ag7VUwKXtAEWVia8t6RPgJEgnUYGU8+Xe/SBh3GN1Rfio0lWvpwrqUpH08otN/6E2h/9Tw4rqoOik7rTidaDgri5bBZfQM0t4ITgs10Z5LfpdGM7xPMcrFxOZCh7w1TTQV72srJF6IJ1HgmQVUx6jtpzzyr57Kw+qdXIw/uK/VGngBb3vfyY71NiEl0R6BXfM8GUmrlPU/7QiHSbgHMhBD1G6Vvi4073OC0yXK24jVEHo9Eg3YOfj90bBeeZJ7xMkUcOFz3r3vXt7sYzA2tldsHVVH79qz0MyFKHROhKUf5JsTrxNzpqaiLFeVRvC07PXD6bwtgvjvpt+udmYk+am79dQcHyYbRV+B6+fPUQEAAA==",
  "base64",
);
