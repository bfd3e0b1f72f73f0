import type { Page, WebSocketRoute } from "@playwright/test";

export type HeldSockets = {
  /** Closes the page's realtime sockets and refuses new ones, while everything else goes on. */
  cut: () => Promise<void>;
  mend: () => void;
  /** Frames to the page for which this is true are lost on the way. */
  lose: (isLost: (frame: string) => boolean) => void;
};

/** Stands between a page's realtime sockets and the server. Call it before the page opens them. */
export async function holdSockets(page: Page): Promise<HeldSockets> {
  const open = new Set<WebSocketRoute>();
  let isShut = false;
  let isLost: (frame: string) => boolean = () => false;
  await page.routeWebSocket(/\/app\//, (socket) => {
    if (isShut) return void socket.close();
    open.add(socket);
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      if (!isLost(String(frame))) socket.send(frame);
    });
  });
  return {
    async cut() {
      isShut = true;
      await Promise.all([...open].map((socket) => socket.close()));
      open.clear();
    },
    mend() {
      isShut = false;
    },
    lose(test) {
      isLost = test;
    },
  };
}
