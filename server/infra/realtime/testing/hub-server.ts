import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import Pusher from "pusher";
import { createLogger } from "../../log";
import { createHub, type Hub, type HubOptions } from "../hub";

export const TEST_APP = { appId: "app1", key: "278d425bdf160c739803", secret: "7ad3773142a6692b25b8" };

export type HubServer = {
  readonly hub: Hub;
  /** Closes the hub and puts a new one in its place, on the same port. */
  restartHub(): Promise<void>;
  port: number;
  /** The real library, talking to this hub over HTTP. */
  pusher: Pusher;
  close(): Promise<void>;
};

/** A hub on a real http server, as server/main.ts mounts it. */
export async function startHubServer(options: Partial<HubOptions> = {}): Promise<HubServer> {
  const make = () => createHub({ ...TEST_APP, log: createLogger("silent"), ...options });
  let hub = make();
  const server = createServer(async (req, res) => {
    const response = await hub.handleHttp(await toRequest(req));
    res.writeHead(response.status, Object.fromEntries(response.headers));
    res.end(await response.text());
  });
  server.on("upgrade", (req, socket, head) => {
    if (!hub.handleUpgrade(req, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const pusher = new Pusher({
    ...TEST_APP,
    host: "127.0.0.1",
    port: String(port),
    useTLS: false,
    encryptionMasterKeyBase64: Buffer.from("0123456789abcdef0123456789abcdef").toString("base64"),
  });
  return {
    get hub() {
      return hub;
    },
    async restartHub() {
      await hub.close();
      hub = make();
    },
    port,
    pusher,
    async close() {
      await hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function toRequest(req: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const headers = Object.entries(req.headers).map(
    ([name, value]) => [name, String(value)] as [string, string],
  );
  return new Request(`http://hub${req.url}`, {
    method: req.method,
    headers,
    body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
  });
}
