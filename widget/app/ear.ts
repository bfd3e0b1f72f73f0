import type { VisitorEvents, VisitorMessage } from "../../server/rest/widget/contract";
import type { Feed } from "./feed";
import type { createSeen } from "./seen";
import type { createTyping } from "./typing";

/** What is told on the visitor's channel, put where it belongs. */
export function createEar(given: {
  feed: Feed;
  typing: ReturnType<typeof createTyping>;
  seen: ReturnType<typeof createSeen>;
  renew: () => Promise<unknown>;
  /** When the last word of another conversation that is known of was written. */
  lastAt: (conversationId: string) => number;
  /** The team has written, in whichever conversation. */
  onReceived: (message: VisitorMessage) => void;
}) {
  const { feed, typing, seen, renew, lastAt, onReceived } = given;
  const announced = new Set<string>();

  /** Events come twice, and again when a message has changed. */
  function announce(conversationId: string, message: VisitorMessage): void {
    const isNew = Date.parse(message.createdAt) > lastAt(conversationId) && !announced.has(message.id);
    if (message.from !== "team" || !isNew) return;
    announced.add(message.id);
    onReceived(message);
  }

  const heard: { [E in keyof VisitorEvents]: (data: VisitorEvents[E]) => void } = {
    message({ message, prevSeq }) {
      if (message.from === "team") typing.heard(undefined);
      feed.receive(message, prevSeq);
    },
    typing: ({ name, isTyping }) => typing.heard(isTyping ? name : undefined),
    seen: ({ seq }) => seen.heard(seq),
    teamSeen: ({ seq }) => feed.change({ teamSeen: Math.max(feed.thread().teamSeen, seq) }),
    status: ({ status }) => feed.change({ status }),
    pull: () => void feed.pull(),
  };
  return (event: string, data: unknown): void => {
    const { conversationId = null } = data as { conversationId?: string };
    // Another of the visitor's conversations than the one held: a new session knows which is theirs now.
    if (conversationId && conversationId !== feed.thread().id) {
      if (event === "message") announce(conversationId, (data as VisitorEvents["message"]).message);
      if (event === "message" || event === "pull") renew().catch(() => {});
    } else heard[event as keyof VisitorEvents]?.(data as never);
  };
}
