import { expect, it } from "vitest";
import * as ws from "ws";
import { textFrame } from "./frames";

// The types of ws leave its reader out.
type Reader = NodeJS.WritableStream & NodeJS.EventEmitter;
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Reader };

it.each([0, 1, 125, 126, 127, 65_535, 65_536, 300_000])(
  "a text of %i bytes is one frame that ws reads back",
  (size) => {
    const text = size === 1 ? "x" : "é".repeat(Math.floor(size / 2)) + "x".repeat(size % 2);
    const received: string[] = [];
    const receiver = new Receiver({ isServer: false, maxPayload: 0 });
    receiver.on("message", (bytes: Buffer) => received.push(bytes.toString()));
    receiver.write(Buffer.concat([textFrame(text), textFrame("next")]));
    expect(received).toEqual([text, "next"]);
  },
);
