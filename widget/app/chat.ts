import type {
  AttachmentDto,
  SendAnswer,
  VisitorMessage,
  WidgetSession,
} from "../../server/rest/widget/contract";
import { createApi, type Refusal } from "./api";
import { createCut } from "./cut";
import { createEar } from "./ear";
import { createFeed } from "./feed";
import type { ChatGiven } from "./given";
import { createHandle } from "./handle";
import { createQueue, type Extra, type Queued } from "./queue";
import { openLine } from "./realtime";
import { createSeen } from "./seen";
import { createSender } from "./sender";
import type { Link, Socket } from "./socket";
import type { State } from "./state";
import { unread } from "./thread";
import { createTyping } from "./typing";
import { createUploads } from "./uploads";
import { createVisits } from "./visits";
import { backoff } from "./wait";

/**
 * Milliseconds between two looks while the panel is open and the socket down, and without it until we say so. Every third
 * look is taken in any case: an event may get lost on a line that stands, and be the last one for a while.
 */
const POLL = 20_000;

export type Chat = ReturnType<typeof createChat>;

/** The visitor's side of the conversation, without a pixel: session, socket, queue and thread, and what the visitor does. */
export function createChat(given: ChatGiven) {
  const { inbox, store, texts, emit, onChange } = given;
  let session: WidgetSession | undefined;
  let failure: Refusal | undefined;
  let socket: Socket | undefined;
  let channel: string | null = null;
  let isOpen = false;
  let isOver = false;
  let isReached = true;
  let carried: Extra = {};
  let filled: string | null = null;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout>;
  let poll: ReturnType<typeof setInterval>;

  const handle = createHandle(store, inbox);
  const { kept } = handle;
  const keep = () => handle.keep(session?.inbox);
  const { origin, conversation, word, locale } = given;
  const api = createApi({
    ...{ origin, inbox, conversation, locale },
    handle: kept,
    user: word.user,
    onSession,
  });
  const queue = createQueue(store, inbox);
  const cut = createCut(onChange);
  const feed = createFeed({
    read: (after, limit) => api.get(`messages?after=${after}&limit=${limit}`),
    onChange: arrived,
    onMoved: api.renew,
  });
  const seen = createSeen({ api, feed, isWatched: () => isOpen && given.isVisible() && given.isReading() });
  const sender = createSender({ queue, lock: given.lock, post, onChange, onReach });
  const typing = createTyping({
    tell: (isTyping) => void (channel && api.post("typing", { isTyping }).catch(() => {})),
    onChange,
  });
  const uploads = createUploads({
    ...{ api, handle: handle.get, texts, onChange },
    isOn: () => session?.features?.files !== false,
  });
  const hear = createEar({
    ...{ feed, typing, seen, renew: api.renew, onReceived },
    lastAt: (id) => session?.conversations.find((one) => one.id === id)?.at ?? 0,
  });

  function onSession(next: WidgetSession, own: boolean): void {
    if (isOver) return;
    session = next;
    failure = undefined;
    failures = 0;
    isReached = true;
    given.onInbox(next.inbox);
    if (next.isStale || next.user) handle.drop();
    else if (kept()) keep();
    word.answered(next);
    if (next.visitor) word.tell(api.post);
    seen.start(next.conversation?.seenSeq ?? 0);
    feed.adopt(next.conversation, own);
    if (next.channel !== channel) {
      socket?.close();
      channel = next.channel;
      socket = channel ? openLine({ origin, session: next, api, onEvent: hear, onLink }) : undefined;
    }
    if (isOpen) fill();
    onChange();
  }

  function onLink(link: Link): void {
    if (link === "up") {
      cut.stop();
      feed.pull();
      sender.wake();
    } else cut.begin();
    onChange();
  }

  function arrived(messages: VisitorMessage[]): void {
    for (const message of messages) if (message.from === "team") onReceived(message);
    seen.mark();
    onChange();
  }

  function onReceived({ id, content, author }: VisitorMessage): void {
    emit("message:received", { id, text: content, author });
  }

  /** Under the sender's lock, so that two tabs never make two handles. */
  async function post(item: Queued): Promise<void> {
    if (!kept() && !session?.user) keep();
    const { clientId, content, files, page, to, extra } = item;
    const fileIds = files.map((f) => f.fileId);
    const body = { ...extra, clientId, content, page, handle: kept(), fileIds, conversationId: to };
    const answer = await api.post<SendAnswer>("messages", body).catch(asked);
    if (!isHere(to)) api.renew().catch(() => {});
    else {
      if (answer.session) api.use(answer.session, true);
      feed.own(answer.message);
    }
    emit("message:sent", { id: answer.message.id, text: content });
  }

  /** A form that is asked for since this session began: the next one knows of it. */
  function asked(refusal: Refusal): never {
    if (refusal.field?.startsWith("answers")) api.renew().catch(() => {});
    throw refusal;
  }

  /** Off it goes, at once or when the server can be reached. */
  function send(content: string, files: AttachmentDto[], extra: Extra, as?: string): void {
    queue.add(content, files, given.page(), conversation, extra, as);
    typing.over();
    sender.wake();
    onChange();
  }

  function onReach(reached: boolean): void {
    isReached = reached;
  }

  async function begin(): Promise<void> {
    clearTimeout(retry);
    if (isOver) return;
    try {
      await api.current();
    } catch (error) {
      failure = error as Refusal;
      clearTimeout(retry);
      if (failure.passes && !isOver)
        retry = setTimeout(begin, Math.max(failure.retryAfter * 1000, backoff(failures++)));
      if (failure.status) emit("error", { message: failure.message });
      onChange();
    }
  }

  /** What waited to go out may have come in above the floor before the chat was opened: that alone is not the conversation. */
  function fill(): void {
    const { id, floor, items } = feed.thread();
    if (floor && (id !== filled || !items.length)) earlier();
    filled = id;
    seen.mark();
  }

  /** A failure leaves the button there, to be pressed again. */
  function earlier(): void {
    feed.earlier().catch(() => {});
  }

  function wake(): void {
    if (isOver) return;
    if (!session && (isOpen || kept())) begin();
    socket?.wake();
    feed.pull();
    sender.wake();
    seen.mark();
    onChange();
  }

  const isHere = (to: string | undefined) => to === conversation || to === feed.thread().id;

  function unreadElsewhere(): number {
    const others = session?.conversations.filter(({ id }) => id !== feed.thread().id) ?? [];
    return others.reduce((sum, one) => sum + one.unread, 0);
  }

  begin();
  sender.wake();

  return {
    state: (): State => ({
      isOpen,
      session,
      failure,
      thread: feed.thread(),
      queue: queue.list().filter(({ to }) => isHere(to)),
      uploads: uploads.list(),
      typing: typing.name(),
      isOffline: !given.isOnline(),
      isCut: (cut.isCut() && channel !== null) || !isReached || failure !== undefined,
      unread: unread(feed.thread()) + unreadElsewhere(),
    }),
    begin,
    /** What stands elsewhere is asked for again. */
    refresh: () => void api.renew().catch(() => {}),
    /** Before another conversation is opened: what waits belongs to this one. */
    settle(): void {
      const to = feed.thread().id ?? conversation;
      for (const item of queue.list()) if (!item.to) queue.save({ ...item, to });
    },
    earlier,
    uploads,
    typing,
    /** The page woke up, or the network is back. */
    wake,
    offline(): void {
      socket?.drop();
      onChange();
    },
    open(): void {
      isOpen = true;
      clearInterval(poll);
      let looks = 0;
      poll = setInterval(() => (++looks % 3 === 0 || socket?.link() !== "up") && feed.pull(), POLL);
      if (session) fill();
      wake();
    },
    close(): void {
      isOpen = false;
      clearInterval(poll);
      typing.over();
      onChange();
    },
    /** False when there is nothing to send. */
    write(text: string): boolean {
      const content = text.trim();
      const list = uploads.list();
      if (!(content || list.length) || list.some((upload) => !upload.done)) return false;
      send(content, uploads.take(), carried);
      carried = {};
      return true;
    },
    /** What goes with the next words that are written; `part` adds to it. */
    carry(part?: Extra): Extra {
      if (part) {
        carried = { ...carried, ...part };
        onChange();
      }
      return carried;
    },
    /** Says what was pressed. */
    add: (content: string, extra: Extra, as: string) => send(content, [], extra, as),
    /** For the parts that come late. */
    tools: { api, feed, word },
    retry(item: Queued): void {
      queue.save({ ...item, refusal: undefined });
      sender.wake();
      onChange();
    },
    inbox,
    /** The page has said more of its visitor. */
    tell: () => session?.visitor && word.tell(api.post),
    discard(item: Queued): void {
      queue.remove(item.clientId);
      onChange();
    },
    /** Another tab has written to the store; `value` is null when it took something away. */
    stored(key: string | null, value: string | null): void {
      if (!key?.startsWith(queue.prefix)) return;
      // What has gone from the queue has mostly gone to the server: where it was the first, there is a conversation now.
      if (value === null) session?.visitor ? feed.pull() : api.renew().catch(() => {});
      onChange();
    },
    visit: createVisits(api, given.page, () => channel !== null),
    /** What the server knows the visitor by, once there is something to know. */
    handle: kept,
    stop(): void {
      isOver = true;
      socket?.close();
      for (const timer of [retry, poll]) clearTimeout(timer);
      for (const part of [feed, sender, typing, uploads, cut]) part.stop();
    },
  };
}
