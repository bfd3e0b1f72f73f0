import { crc32, deflateSync } from "node:zlib";

export type DemoFile = { body: Buffer; contentType: string; width?: number; height?: number };

/** Small but real bytes for a name: a picture, a one-page PDF, or text. The same name gives the same bytes. */
export function drawFile(name: string): DemoFile {
  if (name.endsWith(".png"))
    return { body: picture(name), contentType: "image/png", width: WIDTH, height: HEIGHT };
  if (name.endsWith(".pdf")) return { body: page(name.slice(0, -4)), contentType: "application/pdf" };
  const body = Buffer.from(`${name}\n${"=".repeat(name.length)}\nA small file of the Parley demo.\n`);
  return { body, contentType: name.endsWith(".csv") ? "text/csv" : "text/plain" };
}

const WIDTH = 400;
const HEIGHT = 260;
/** Wall, table, pot, lid. */
const PALETTES = [
  ["#e8e1d5", "#b98b62", "#5f8677", "#3f6457"],
  ["#efe6dd", "#a9805d", "#d9c5a3", "#bfa67d"],
  ["#e1e6ec", "#9c8a78", "#7b93b0", "#5d7896"],
  ["#f0dfd6", "#a87f63", "#c98768", "#a8684c"],
];

/** A bowl with a lid on a table, in eight-bit palette colours: about a kilobyte. */
function picture(name: string): Buffer {
  const hash = crc32(Buffer.from(name));
  const palette = PALETTES[hash % PALETTES.length]!;
  const middle = 150 + (hash % 100);
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const dx = (x - middle) / 84;
      const isPot = dx * dx + ((y - 145) / 62) ** 2 < 1;
      const isLid = dx * dx * 3 + ((y - 92) / 16) ** 2 < 1 || (x - middle) ** 2 + (y - 70) ** 2 < 90;
      rows[y * (WIDTH + 1) + 1 + x] = isLid ? 3 : isPot ? 2 : y > 196 ? 1 : 0;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.map((colour) => colour.slice(1)).join(""), "hex")),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** PNG, section 5.3: length, type, data, and the CRC over type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** One A4 page with a title. */
function page(title: string): Buffer {
  const text = `BT /F1 22 Tf 60 760 Td (${title.replace(/[()\\]/g, "")}) Tj 0 -32 Td /F1 12 Tf (A document of the Parley demo.) Tj ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${text.length}>>\nstream\n${text}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let out = "%PDF-1.4\n";
  const starts = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = starts.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF\n`;
  return Buffer.from(out + end, "latin1");
}
