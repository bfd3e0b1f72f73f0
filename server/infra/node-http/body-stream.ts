import type { IncomingMessage } from "node:http";

const WINDOW_BYTES = 256 * 1024;

export function clientLeft(): DOMException {
  return new DOMException("The client went away.", "AbortError");
}

/**
 * A request's body as a web stream, read from the socket no faster than it is consumed. Cancelling it only stops reading:
 * node's own adapter would close the connection, and with it the answer that says why.
 */
export function bodyStream(message: IncomingMessage): ReadableStream<Uint8Array> {
  let isOver = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = (finish: () => void) => {
          if (!isOver) finish();
          isOver = true;
        };
        message.on("data", (chunk: Buffer) => {
          if (isOver) return;
          controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
          if ((controller.desiredSize ?? 0) <= 0) message.pause();
        });
        message.once("end", () => end(() => controller.close()));
        message.once("error", (error) => end(() => controller.error(error)));
        message.once("close", () => end(() => controller.error(clientLeft())));
        message.pause();
      },
      pull() {
        message.resume();
      },
      cancel() {
        isOver = true;
        message.pause();
      },
    },
    { highWaterMark: WINDOW_BYTES, size: (chunk) => chunk.byteLength },
  );
}
