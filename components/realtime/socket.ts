import type Pusher from "pusher-js";
import type { Channel, PresenceChannel } from "pusher-js";
import type { RealtimeClientConfig } from "../../server/infra/realtime/publisher";
import { reconnectDelay } from "./backoff";
import { connectPusher } from "./socket-connect";

export type SocketState =
  | { kind: "connecting" }
  | { kind: "connected" }
  /** `at`: when the next attempt is made, Unix milliseconds. */
  | { kind: "waiting"; at: number }
  | { kind: "offline" };

export type Viewer = { id: string; name: string };

export type SocketGiven = {
  config: RealtimeClientConfig;
  tenantSlug: string;
  /** The rooms this member may enter now; asked before every connection, since that changes. */
  rooms: () => Promise<string[]>;
  onEvent: (event: string, data: unknown) => void;
  onState: (state: SocketState) => void;
  onViewers: (viewers: Viewer[]) => void;
};

export type Socket = {
  start: () => void;
  stop: () => void;
  /** Tries at once instead of waiting for the next attempt. */
  wake: () => void;
  /** The thread whose viewers we want to know, and be known in. */
  enterThread: (room: string | null) => void;
};

const ENTER_MS = 8_000;

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("The rooms did not open in time.")), ms);
    work.then(resolve, reject);
  });
}

/** Keeps one signed-in connection in all of the member's rooms, for as long as it is started. */
export function createSocket(given: SocketGiven): Socket {
  let isStarted = false;
  let attempt = 0;
  let failures = 0;
  let pusher: Pusher | null = null;
  let isWaiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let threadRoom: string | null = null;

  async function connect(): Promise<void> {
    clearTimeout(timer);
    isWaiting = false;
    const mine = ++attempt;
    if (!navigator.onLine) return given.onState({ kind: "offline" });
    given.onState({ kind: "connecting" });
    try {
      const rooms = await given.rooms();
      const opened = await connectPusher(given.config, given.tenantSlug);
      if (mine !== attempt || !isStarted) return opened.disconnect();
      pusher = opened;
      opened.connection.bind("state_change", ({ current }: { current: string }) => {
        if (current !== "connected" && pusher === opened) lost();
      });
      await within(ENTER_MS, Promise.all(rooms.map((room) => enter(opened, room))));
      if (pusher !== opened) return;
      failures = 0;
      showThread();
      given.onState({ kind: "connected" });
    } catch {
      if (mine === attempt && isStarted) lost();
    }
  }

  /** Drops what is left of the connection and plans the next. */
  function lost() {
    const closing = pusher;
    pusher = null;
    attempt++;
    closing?.connection.unbind();
    closing?.disconnect();
    given.onViewers([]);
    if (!isStarted) return;
    if (!navigator.onLine) return given.onState({ kind: "offline" });
    const wait = reconnectDelay(failures++);
    given.onState({ kind: "waiting", at: Date.now() + wait });
    clearTimeout(timer);
    isWaiting = true;
    timer = setTimeout(connect, wait);
  }

  function enter(on: Pusher, room: string): Promise<Channel> {
    return new Promise((resolve, reject) => {
      const channel = on.subscribe(room);
      channel.bind("pusher:subscription_succeeded", () => resolve(channel));
      channel.bind("pusher:subscription_error", () => reject(new Error(`The room ${room} is closed.`)));
      channel.bind_global((event: string, data: unknown) => {
        if (!event.startsWith("pusher:") && pusher === on) given.onEvent(event, data);
      });
    });
  }

  function showThread() {
    given.onViewers([]);
    if (!pusher || !threadRoom) return;
    const channel = pusher.subscribe(threadRoom) as PresenceChannel;
    const tell = () => {
      const viewers: Viewer[] = [];
      channel.members.each((member: { id: string; info?: { name?: string } }) => {
        if (member.id !== channel.members.myID)
          viewers.push({ id: member.id, name: member.info?.name ?? "" });
      });
      if (channel.name === threadRoom) given.onViewers(viewers);
    };
    for (const event of ["pusher:subscription_succeeded", "pusher:member_added", "pusher:member_removed"]) {
      channel.bind(event, tell);
    }
  }

  function onOffline() {
    if (isStarted) lost();
  }

  return {
    start() {
      isStarted = true;
      window.addEventListener("online", connect);
      window.addEventListener("offline", onOffline);
      void connect();
    },
    stop() {
      isStarted = false;
      window.removeEventListener("online", connect);
      window.removeEventListener("offline", onOffline);
      clearTimeout(timer);
      lost();
    },
    wake() {
      if (isStarted && isWaiting) void connect();
    },
    enterThread(room) {
      if (room === threadRoom) return;
      if (threadRoom) pusher?.unsubscribe(threadRoom);
      threadRoom = room;
      showThread();
    },
  };
}
