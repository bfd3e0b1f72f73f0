import type { Duplex } from "node:stream";

const SAMPLE = 50;

/**
 * Publishes once per turn of the event loop for so many milliseconds and waits whenever the sockets have not taken the last
 * publish yet, so that nothing piles up. Returns how often it published.
 */
export async function blast(
  sockets: readonly Duplex[],
  publish: (data: unknown) => void,
  ms: number,
): Promise<number> {
  const sample = sockets.filter((_, i) => i % SAMPLE === 0);
  const isTaken = () => sample.every((socket) => socket.writableLength === 0);
  const end = performance.now() + ms;
  let published = 0;
  while (performance.now() < end) {
    publish({ n: published, conversationId: "0192f5d2-7a3b-7c51-9d0e-3f6f7c0b2a11", text: TEXT });
    published += 1;
    do await new Promise((done) => setImmediate(done));
    while (!isTaken());
  }
  return published;
}

const TEXT = "My teapot arrived chipped, order AC-20418. Can you help me with a replacement before Sunday?";
