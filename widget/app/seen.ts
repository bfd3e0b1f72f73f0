import type { Api } from "./api";
import type { Feed } from "./feed";
import { unread } from "./thread";

/** Says how far the visitor has read, once for each step, while somebody is looking. */
export function createSeen(given: { api: Api; feed: Feed; isWatched: () => boolean }) {
  const { api, feed } = given;
  let told = 0;
  return {
    /** How far the server knows it at the beginning of a session. */
    start(seq: number): void {
      told = seq;
    },
    /** Another tab or device of the visitor has read so far. */
    heard(seq: number): void {
      told = Math.max(told, seq);
      feed.change({ seen: Math.max(feed.thread().seen, seq) });
    },
    mark(): void {
      const thread = feed.thread();
      if (!thread.id || !given.isWatched()) return;
      if (unread(thread)) {
        feed.change({ seen: thread.cursor });
        return;
      }
      const seq = thread.seen;
      if (seq <= told) return;
      told = seq;
      api.post("read", { seq }).catch(() => {
        told = 0;
      });
    },
  };
}
