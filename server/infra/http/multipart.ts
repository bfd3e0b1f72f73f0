import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";

/** `open` must give `size` bytes. */
export type FormPart = {
  field: string;
  name: string;
  contentType: string;
  size: number;
  open: () => Promise<Readable>;
};

/**
 * A multipart/form-data body of known length (RFC 7578), of which never more than a piece is in memory. Each file is opened when
 * its turn comes; one that cannot be read breaks the body. `isWhole`: its end was handed over, without which nobody can read it.
 */
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

  let isWhole = false;
  let current: Readable | undefined;
  async function* pieces(): AsyncGenerator<Buffer> {
    yield* said;
    for (const part of parts) {
      yield part.head;
      current = await part.open();
      // It was given up meanwhile.
      if (body.destroyed) current.destroy();
      yield* current;
      yield Buffer.from("\r\n");
    }
    isWhole = true;
    yield end;
  }
  const left = pieces();
  // Not Readable.from: that waits for the piece under way before it lets go, and a storage may keep it for ever.
  const body = new Readable({
    read() {
      left.next().then(
        ({ value, done }) => this.push(done ? null : value),
        (error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      current?.destroy();
      done(error);
    },
  });
  return {
    isWhole: () => isWhole,
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
