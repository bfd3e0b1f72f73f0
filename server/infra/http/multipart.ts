import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";

/** `body` must give `size` bytes. */
export type FormPart = { field: string; name: string; contentType: string; size: number; body: Readable };

/** A multipart/form-data body of known length (RFC 7578), of which never more than a piece is in memory. */
export function multipart(fields: Record<string, string>, files: readonly FormPart[]) {
  const boundary = `parley-${randomBytes(16).toString("hex")}`;
  const head = (lines: string[]) => Buffer.from([`--${boundary}`, ...lines, "", ""].join("\r\n"));
  const said = Object.entries(fields).map(([name, value]) =>
    Buffer.concat([head([disposition(name)]), Buffer.from(`${value}\r\n`)]),
  );
  const parts = files.map((file) => ({
    head: head([disposition(file.field, file.name), `content-type: ${clean(file.contentType)}`]),
    ...file,
  }));
  const end = Buffer.from(`--${boundary}--\r\n`);
  const length =
    said.reduce((sum, part) => sum + part.length, end.length) +
    parts.reduce((sum, part) => sum + part.head.length + part.size + 2, 0);

  async function* pieces() {
    yield* said;
    for (const part of parts) {
      yield part.head;
      yield* part.body;
      yield Buffer.from("\r\n");
    }
    yield end;
  }
  const body = Readable.from(pieces(), { objectMode: false });
  // What is left of them when nobody reads on.
  body.once("close", () => {
    for (const part of parts) part.body.destroy();
  });
  return {
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": String(length),
    },
    body,
  };
}

function disposition(field: string, name?: string): string {
  const file = name === undefined ? "" : `; filename="${clean(name)}"`;
  return `content-disposition: form-data; name="${clean(field)}"${file}`;
}

/** What would end the value or the line. */
function clean(text: string): string {
  return text.replace(/["\r\n]/g, (found) => (found === '"' ? "%22" : " "));
}
