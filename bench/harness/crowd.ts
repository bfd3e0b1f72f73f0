import { createHmac, randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

export const CROWD_APP = { appId: "bench", key: "benchkey", secret: "benchsecret" };
export const CROWD_CHANNEL = "private-bench";

/**
 * Many WebSocket clients without a WebSocket library: all they do with what comes is count its bytes, so that the server, not
 * the client, sets the pace.
 */
export class Crowd {
  bytes = 0;
  private readonly sockets: Socket[] = [];

  /** Connects so many, each subscribed to the channel (to one of its own with `ownChannels`). */
  async join(port: number, count: number, ownChannels = false): Promise<void> {
    const ATONCE = 50;
    for (let done = 0; done < count; done += ATONCE) {
      const batch = Array.from({ length: Math.min(ATONCE, count - done) }, (_, i) => done + i);
      await Promise.all(
        batch.map((i) => this.enter(port, ownChannels ? `private-v.visitor-${i}` : CROWD_CHANNEL)),
      );
    }
  }

  leave(): void {
    for (const socket of this.sockets.splice(0)) socket.destroy();
  }

  private enter(port: number, channel: string): Promise<void> {
    const socket = connect(port, "127.0.0.1");
    this.sockets.push(socket);
    let seen = "";
    let isAsked = false;
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.write(
        `GET /app/${CROWD_APP.key}?protocol=7&client=js&version=8.6.0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
          `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
          `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
      );
      const greet = (chunk: Buffer) => {
        seen += chunk.toString("latin1");
        const socketId =
          /socket_id\\":\\"([\d.]+)/.exec(seen)?.[1] ?? (seen.includes("welcome") ? "1.1" : null);
        if (socketId && !isAsked) {
          isAsked = true;
          const auth = `${CROWD_APP.key}:${createHmac("sha256", CROWD_APP.secret).update(`${socketId}:${channel}`).digest("hex")}`;
          socket.write(maskedFrame(JSON.stringify({ event: "pusher:subscribe", data: { channel, auth } })));
        }
        // Ours says so in an answer of its own, the bare server echoes.
        if (!isAsked || !seen.includes(channel)) return;
        socket.off("data", greet);
        socket.on("data", (bytes) => {
          this.bytes += bytes.length;
        });
        resolve();
      };
      socket.on("data", greet);
    });
  }
}

/** A text frame of at most 64 KB as clients send it (RFC 6455 §5.3), with a mask of zeros. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const header =
    payload.length < 126
      ? [0x81, 0x80 | payload.length]
      : [0x81, 0xfe, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([...header, 0, 0, 0, 0]), payload]);
}
