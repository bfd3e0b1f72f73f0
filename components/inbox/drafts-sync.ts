import type { LiveDraft } from "../../server/modules/replies/schema";
import type { Workspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import type { DraftMode, Drafts } from "./drafts";

/** Keeps the drafts of this browser and of the server alike: told live, saved after a pause, made up for after a break. */
export function syncDrafts({ engine, api }: Pick<Workspace, "engine" | "api">, drafts: Drafts): () => void {
  const under = new Set<string>();

  async function save(key: string): Promise<void> {
    if (under.has(key)) return;
    under.add(key);
    try {
      for (;;) {
        const draft = drafts.unsaved().find(([name]) => name === key)?.[1];
        if (!draft) break;
        const [conversationId = "", mode] = key.split(".");
        const { content, updatedAt, replyTo, files } = draft;
        const fileIds = files.map((file) => file.fileId);
        const where = { conversationId, mode: mode as DraftMode };
        try {
          // What an unread old draft without a time says is older than anything the server has.
          const at = updatedAt || new Date(0).toISOString();
          const kept = await api.replies.saveDraft.mutate({
            ...where,
            content,
            fileIds,
            replyToId: replyTo?.id,
            updatedAt: at,
          });
          drafts.saved(key, updatedAt);
          drafts.take(kept);
        } catch (error) {
          if (failureOf(error).isUnreachable) break;
          // Not ours any more: it stays in this browser alone.
          drafts.saved(key, updatedAt);
        }
      }
    } finally {
      under.delete(key);
    }
  }
  function saveAll() {
    for (const [key] of drafts.unsaved()) void save(key);
  }
  async function read(): Promise<void> {
    const found = await api.replies.drafts.query().catch(() => []);
    for (const draft of found) drafts.take(draft);
    saveAll();
  }
  function onEvent(event: string, data: unknown) {
    if (event !== "draft") return;
    const { draft } = data as LiveDraft;
    if (draft) drafts.take(draft);
    else void read();
  }

  void read();
  drafts.onFlush(saveAll);
  engine.onConnected.add(read);
  engine.heard.add(onEvent);
  return () => {
    engine.onConnected.delete(read);
    engine.heard.delete(onEvent);
  };
}
