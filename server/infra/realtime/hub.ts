import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { Logger } from "../log";
import { seldom } from "../seldom";
import { Connection, connectionOf } from "./connection";
import { countedAddress, type Refusal, readAppUrl, refuseHandshake, socketAddress } from "./handshake";
import { createHttpApi } from "./http-api";
import { createCore } from "./hub-parts";
import { HUB_LIMITS, type HubLimits } from "./limits";
import { SIGNED_IN_USERS } from "./names";
import { CODE, errorText, establishedText } from "./protocol";
import { publishEvent, toRelayEvent } from "./publish";
import type { RoomMessage } from "./publisher";
import { receive } from "./receive";
import type { Relay } from "./relay";
import type { PusherApp } from "./signature";
import { terminateHere } from "./signin";
import { startSweep } from "./sweep";

export type HubOptions = PusherApp & {
  log: Logger;
  limits?: Partial<HubLimits>;
  /** Whether a page of this origin may connect; everyone may when it is not given. */
  allowedOrigins?: (origin: string | undefined) => boolean;
  /** Channels for sockets that are signed in as a user, so that `terminateUser` reaches them. */
  requireUser?: (channel: string) => boolean;
  /** Whose socket this is; without it the address of the TCP connection. */
  clientAddress?: (req: IncomingMessage) => string;
  relay?: Relay;
  /** A signed-in user's first socket has come, or their last one has gone, in all processes together. */
  onUser?: (userId: string, isHere: boolean) => void;
};

export type HubStats = {
  connections: number;
  channels: number;
  users: number;
  peers: number;
  delivered: number;
};

/** A server of Pusher Channels, protocol 7, without a port of its own. */
export type Hub = {
  /** False when the path is not `/app…`; otherwise the socket is the hub's. */
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Pusher's HTTP API, `/apps/<app id>/…`. */
  handleHttp(request: Request): Promise<Response>;
  /** To the subscribers here and, with a relay, in all other processes. Never throws. */
  publish(messages: readonly RoomMessage[]): void;
  /** False where no socket is connected here, and there is no relay to others. */
  reachesAny(): boolean;
  /** Closes the user's sockets everywhere. Rejects when the other processes cannot be told now. */
  terminateUser(userId: string): Promise<void>;
  stats(): HubStats;
  /** Sends every client away, to come back at once. */
  close(): Promise<void>;
};

const MAX_REFUSALS_OPEN = 1_000;
const REPORT_EVERY_MS = 10_000;

export function createHub(options: HubOptions): Hub {
  const { log } = options;
  const limits = { ...HUB_LIMITS, ...options.limits };
  const perAddress = new Map<string, number>();
  const core = createCore({ ...options, limits, leaveAddress: (address) => countAddress(address, -1) });
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    ...{ closeTimeout: limits.closeTimeoutMs },
  });
  const http = createHttpApi(core);
  const sweep = startSweep(core);
  const mayReport = seldom(REPORT_EVERY_MS);
  let refusalsOpen = 0;
  let isClosing = false;

  // Shared by all sockets: a closure per socket and event would cost more memory than the connection itself.
  function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
    const connection = connectionOf(this);
    if (connection) receive(core, connection, data, isBinary);
  }
  function onClose(this: WebSocket): void {
    const connection = connectionOf(this);
    if (connection) core.detach(connection);
  }
  function ignore(): void {}

  function countAddress(address: string, by: number): number {
    if (!address) return 0;
    const count = (perAddress.get(address) ?? 0) + by;
    if (count > 0) perAddress.set(address, count);
    else perAddress.delete(address);
    return count;
  }

  function refuseClient(req: IncomingMessage, url: URL, address: string): Refusal | null {
    const origin = req.headers.origin;
    const wrong = refuseHandshake(url, options.key);
    if (wrong) return wrong;
    if (options.allowedOrigins && !options.allowedOrigins(origin)) {
      return { code: CODE.unauthorized, message: "Origin not allowed." };
    }
    if (isClosing || core.connections.size >= limits.connections) {
      return { code: CODE.overCapacity, message: "Over capacity." };
    }
    if (address && (perAddress.get(address) ?? 0) >= limits.connectionsPerAddress) {
      return { code: CODE.overCapacity, message: "Too many connections from this address." };
    }
    return null;
  }

  function sendAway(ws: WebSocket, { code, message }: Refusal, address: string): void {
    if (code === CODE.overCapacity && mayReport())
      log.warn({ address, connections: core.connections.size }, message);
    refusalsOpen += 1;
    ws.on("error", ignore);
    ws.on("close", () => {
      refusalsOpen -= 1;
    });
    ws.send(errorText(code, message));
    ws.close(code, message);
  }

  function accept(ws: WebSocket, socket: Duplex, address: string): void {
    const connection = new Connection(ws, socket, address, performance.now());
    countAddress(address, 1);
    core.connections.add(connection);
    ws.on("message", onMessage);
    ws.on("close", onClose);
    ws.on("error", ignore);
    core.fanout.send(connection, establishedText(connection.id, limits.activityTimeoutMs));
  }

  return {
    handleUpgrade(req, socket, head) {
      const url = readAppUrl(req.url);
      if (!url) return false;
      const address = countedAddress((options.clientAddress ?? socketAddress)(req));
      const refusal = refuseClient(req, url, address);
      if (refusal && refusalsOpen >= MAX_REFUSALS_OPEN) {
        socket.destroy();
        return true;
      }
      server.handleUpgrade(req, socket, head, (ws) => {
        if (refusal) sendAway(ws, refusal, address);
        else accept(ws, socket, address);
      });
      return true;
    },
    handleHttp: http,
    publish(messages) {
      for (const message of messages) {
        const event = toRelayEvent(message, log);
        if (event) publishEvent(core, event);
      }
    },
    reachesAny: () => core.connections.size > 0 || core.relay !== null,
    async terminateUser(userId) {
      terminateHere(core, userId);
      await core.relay?.terminate(userId);
    },
    stats: () => ({
      connections: core.connections.size,
      channels: core.channels.size,
      users: core.roster.size(SIGNED_IN_USERS),
      peers: core.relay?.peers() ?? 0,
      delivered: core.fanout.delivered,
    }),
    async close() {
      isClosing = true;
      clearInterval(sweep);
      core.counts.close();
      for (const connection of [...core.connections])
        core.close(connection, CODE.reconnect, "The server restarts.");
      await core.relay?.close();
    },
  };
}
