import type {
  AttachmentDto,
  VisitorUser,
  WidgetError,
  WidgetSession,
} from "../../server/rest/widget/contract";

/** The server said no, in words for a person; or, with status 0, it could not be reached. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Seconds. */
    readonly retryAfter = 0,
    /** Which input is wrong. */
    readonly field?: string,
  ) {
    super(message);
  }

  /** True when the same request may succeed later as it is. */
  get passes(): boolean {
    return !this.status || this.status >= 500 || [401, 408, 425, 429].includes(this.status);
  }
}

const TIMEOUT = 20_000;

export type Api = ReturnType<typeof createApi>;

/** The widget API. The token lives here only; it is renewed when it has run out or was refused, once for all who wait. */
export function createApi(given: {
  origin: string;
  inbox: string;
  conversation?: string;
  handle: () => string | undefined;
  user: () => VisitorUser | undefined;
  /** The language asked for, as far as there are words. */
  locale?: () => string | undefined;
  /** `own` when the visitor's own message began the conversation. */
  onSession: (session: WidgetSession, own: boolean) => void;
}) {
  const base = `${given.origin}/api/widget/`;
  let session: WidgetSession | undefined;
  let opening: Promise<WidgetSession> | undefined;
  let openedAt = 0;

  async function ask<T>(path: string, init: RequestInit): Promise<T> {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(base + path, {
        ...init,
        credentials: "omit",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      answer = await response.json();
    } catch (error) {
      throw new Refusal(0, String(error));
    }
    if (response.ok) return answer as T;
    throw refusalOf(response.status, answer);
  }

  function use(next: WidgetSession, own = false): WidgetSession {
    session = next;
    openedAt = Date.now();
    given.onSession(next, own);
    return next;
  }

  /** An answer that was overtaken, by the session that comes with a first message, is left out. */
  function renew(): Promise<WidgetSession> {
    const before = session;
    opening ??= ask<WidgetSession>(
      "session",
      json({
        inbox: given.inbox,
        conversationId: given.conversation,
        handle: given.handle(),
        user: given.user(),
        locale: given.locale?.(),
      }),
    )
      .then((next) => (session && session !== before ? session : use(next)))
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  /** The visitor's clock may be wrong: only a session of a minute or more is believed to have run out. */
  async function current(): Promise<WidgetSession> {
    const age = Date.now() - openedAt;
    return session && (age < 60_000 || Date.now() < session.expiresAt) ? session : renew();
  }

  /** Runs `attempt` with a token, and once more with a new one when that was refused. */
  async function withToken<T>(attempt: (token: string) => Promise<T>): Promise<T> {
    const { token } = await current();
    try {
      return await attempt(token);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
      if (session?.token === token) session = undefined;
      return attempt((await current()).token);
    }
  }

  return {
    renew,
    use,
    current,
    get: <T>(path: string) => withToken((token) => ask<T>(path, { headers: bearer(token) })),
    post: <T>(path: string, body: unknown) =>
      withToken((token) => {
        const init = json(body);
        return ask<T>(path, { ...init, headers: { ...init.headers, ...bearer(token) } });
      }),
    /** XMLHttpRequest, because fetch does not tell how much of a body has left. `progress` is 0 to 1. */
    upload: (file: File, handle: string, signal: AbortSignal, progress: (part: number) => void) =>
      withToken((token) =>
        put(`${base}files?name=${encodeURIComponent(file.name)}`, file, token, handle, signal, progress),
      ),
  };
}

function json(body: unknown) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

function refusalOf(status: number, answer: unknown): Refusal {
  const error = (answer as WidgetError | null)?.error;
  return new Refusal(status, error?.message ?? `Error ${status}`, error?.retryAfter, error?.field);
}

function put(
  url: string,
  file: File,
  token: string,
  handle: string,
  signal: AbortSignal,
  progress: (part: number) => void,
): Promise<AttachmentDto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.responseType = "json";
    request.setRequestHeader("authorization", bearer(token).authorization);
    request.setRequestHeader("x-parley-handle", handle);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.loaded / (event.total || 1));
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(refusalOf(request.status, request.response));
    request.onerror = request.onabort = () => reject(new Refusal(0, "The connection was lost."));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
