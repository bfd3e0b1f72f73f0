import { backoff } from "./wait";

export type Link = "connecting" | "up" | "waiting" | "stopped";

/** Milliseconds: to wait for the greeting, for the answer to a ping, and of silence before one is sent. */
const GREETING = 15_000;
const PONG = 10_000;
const SILENCE = 120_000;
/** How long a line must have stood to count as good; one that is cut sooner each time is not taken up at once for ever. */
const STEADY = 10_000;

export type Socket = ReturnType<typeof createSocket>;

/**
 * One private channel over the Pusher protocol 7. Comes back by itself until it is closed or the server says that it need
 * not try again (close codes 4000 to 4099); after 4200 to 4299 at once, after anything else with full jitter.
 * `onLink("up")` means subscribed: what was missed before that moment has to be asked for, nothing after it.
 */
export function createSocket(given: {
  url: string;
  channel: string;
  authorize: (socketId: string) => Promise<string>;
  onEvent: (event: string, data: unknown) => void;
  onLink: (link: Link) => void;
}) {
  let socket: WebSocket | undefined;
  let link: Link = "waiting";
  let failures = 0;
  let silence = SILENCE;
  let upAt = 0;
  let timer: ReturnType<typeof setTimeout>;

  function become(next: Link): void {
    link = next;
    given.onLink(next);
  }

  /** There is only ever one thing to wait for. */
  function after(wait: number, run: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  }

  function connect(): void {
    become("connecting");
    let mine: WebSocket;
    try {
      mine = new WebSocket(given.url);
    } catch {
      lost(0);
      return;
    }
    socket = mine;
    after(GREETING, drop);
    mine.onclose = ({ code }) => {
      if (socket === mine) lost(code);
    };
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return;
      after(silence, ping);
      try {
        const message = JSON.parse(data);
        take(mine, message.event, typeof message.data === "string" ? JSON.parse(message.data) : message.data);
      } catch (error) {
        console.error(error);
      }
    };
  }

  function take(mine: WebSocket, event: string, data: { socket_id: string; activity_timeout: number }): void {
    const { channel } = given;
    if (event === "pusher:connection_established") {
      silence = Math.min(SILENCE, data.activity_timeout * 1000 || SILENCE);
      given.authorize(data.socket_id).then(
        (auth) => socket === mine && send("pusher:subscribe", { channel, auth }),
        () => socket === mine && drop(),
      );
    } else if (event === "pusher:ping") send("pusher:pong");
    else if (event === "pusher:subscription_error") drop();
    else if (event === "pusher_internal:subscription_succeeded") {
      upAt = Date.now();
      become("up");
    } else if (!event.startsWith("pusher")) given.onEvent(event, data);
  }

  function send(event: string, data = {}): void {
    if (socket?.readyState === 1) socket.send(JSON.stringify({ event, data }));
  }

  function ping(): void {
    send("pusher:ping");
    after(PONG, drop);
  }

  /** Gives the socket up, whether or not it knows yet that it is dead. */
  function drop(): void {
    const old = socket;
    lost(0);
    old?.close();
  }

  function lost(code: number): void {
    socket = undefined;
    clearTimeout(timer);
    const hundreds = Math.floor(code / 100);
    if (hundreds === 40) {
      become("stopped");
      return;
    }
    if (link === "up" && Date.now() - upAt > STEADY) failures = 0;
    const wait = hundreds === 42 && !failures ? 0 : backoff(failures) + (hundreds === 41 ? 1000 : 0);
    failures++;
    after(wait, connect);
    become("waiting");
  }

  connect();
  return {
    link: () => link,
    /** The network may be back, or the page woke up: connect now, or make sure that the line still answers. */
    wake(): void {
      if (link === "waiting") connect();
      else if (link === "up") ping();
    },
    /** The network is gone. */
    drop(): void {
      if (socket) drop();
    },
    close(): void {
      clearTimeout(timer);
      const old = socket;
      socket = undefined;
      old?.close();
    },
  };
}
