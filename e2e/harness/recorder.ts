import type { Page, Response, WebSocket } from "@playwright/test";

/** Everything a page is told by the server: answers, and frames of its sockets. */
export type Recorder = {
  /** Frames since the last `forget`, as they came. */
  frames: () => string[];
  /** Frames and answers since the last `forget`, in one text. */
  everything: () => Promise<string>;
  forget: () => void;
};

/** Call it before the page is opened. */
export function record(page: Page): Recorder {
  let frames: string[] = [];
  let answers: Promise<string>[] = [];
  page.on("websocket", (socket: WebSocket) => {
    socket.on("framereceived", ({ payload }) => frames.push(String(payload)));
  });
  page.on("response", (response) => {
    answers.push(
      Promise.race([bodyOf(response), new Promise<string>((late) => setTimeout(() => late(""), 5_000))]),
    );
  });
  return {
    frames: () => [...frames],
    everything: async () => [...frames, ...(await Promise.all(answers))].join("\n"),
    forget() {
      frames = [];
      answers = [];
    },
  };
}

/** Some have none to read (redirects, a page that was left), and the browser never says so of one it has let go. */
async function bodyOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  return `${response.url()}\n${text}`;
}
