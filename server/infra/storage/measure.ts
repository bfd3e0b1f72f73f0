import { createHash } from "node:crypto";
import { Transform } from "node:stream";
import { AppError } from "../../core/errors";

/** Counts and hashes what flows through; ends the flow with AppError("too_large") at the first byte past `maxBytes`. */
export function measureStream(maxBytes: number) {
  const hash = createHash("sha256");
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) return done(tooLarge(maxBytes));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ size, sha256: hash.digest("hex") }) };
}

function tooLarge(maxBytes: number): AppError {
  const limit = maxBytes >= 1024 * 1024 ? `${Math.floor(maxBytes / 1024 / 1024)} MB` : `${maxBytes} bytes`;
  return new AppError("too_large", `This file is larger than ${limit}. Send a smaller one or a link to it.`);
}
