import { connect, type Socket } from "node:net";

export type Answer = { status: number; body: string };

/**
 * One kept-alive HTTP/1.1 connection that sends bytes made beforehand and reads just enough of the answer. On two cores
 * the load generator takes from the server what it uses itself, so it does next to nothing.
 */
export class Wire {
  private received = "";
  private settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;

  private constructor(
    private socket: Socket,
    private readonly place: { port: number; localAddress: string },
  ) {
    this.listen();
  }

  /** `localAddress` may be any of 127.0.0.0/8, so that one machine can be many visitors. */
  static async open(port: number, localAddress = "127.0.0.1"): Promise<Wire> {
    const place = { port, localAddress };
    return new Wire(await connected(place), place);
  }

  /** One request at a time; the answer's body is read as Latin-1. Connects anew when the server has hung up in between. */
  async send(request: string | Buffer): Promise<Answer> {
    if (this.socket.destroyed) {
      this.socket = await connected(this.place);
      this.listen();
    }
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.removeAllListeners("close");
    this.socket.destroy();
  }

  private listen(): void {
    const { socket } = this;
    this.received = "";
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => this.read(String(chunk)));
    socket.on("error", (error) => this.fail(error));
    socket.on("close", () => this.fail(new Error("the server closed the connection")));
    // Half-closed by the server is closed for us: nothing may be written into it.
    socket.on("end", () => socket.destroy());
  }

  private fail(error: Error): void {
    this.settle?.reject(error);
    this.settle = null;
  }

  private read(chunk: string): void {
    this.received = this.received === "" ? chunk : this.received + chunk;
    const head = this.received.indexOf("\r\n\r\n");
    if (head < 0) return;
    const body = bodyOf(this.received.slice(0, head), this.received, head + 4);
    if (body === null) return;
    const answer = { status: Number(this.received.slice(9, 12)), body };
    this.received = "";
    const settle = this.settle;
    this.settle = null;
    settle?.resolve(answer);
  }
}

/** The whole body, or null while some of it is missing. */
function bodyOf(head: string, text: string, from: number): string | null {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return text.length >= from + Number(length) ? text.slice(from) : null;
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return "";
  return text.endsWith("0\r\n\r\n") ? text.slice(from) : null;
}

/** A JSON POST as bytes, ready to be sent again and again. */
export function postBytes(path: string, headers: Record<string, string>, body: unknown): string {
  const json = JSON.stringify(body);
  const lines = Object.entries({ host: "localhost", "content-type": "application/json", ...headers }).map(
    ([k, v]) => `${k}: ${v}\r\n`,
  );
  return `POST ${path} HTTP/1.1\r\n${lines.join("")}content-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

export function getBytes(path: string, headers: Record<string, string>): string {
  const lines = Object.entries({ host: "localhost", ...headers }).map(([k, v]) => `${k}: ${v}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

function connected({ port, localAddress }: { port: number; localAddress: string }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
