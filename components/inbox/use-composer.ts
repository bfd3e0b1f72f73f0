"use client";

import { type RefObject, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useNow } from "../i18n/clock";
import { useWorkspace } from "../realtime/context";
import type { DraftMode } from "./drafts";
import { withMentions } from "./mentions";
import { useNames } from "./reference";
import { useConversationActs } from "./use-conversation-acts";
import { useDraft, useDrafts } from "./use-drafts";
import { useDraftFiles, useUploads } from "./use-uploads";

/** As the server's limit; it has the last word. */
const MAX_CONTENT = 10_000;

type Problem = "closed" | "uploading" | "tooLong" | "empty";

/** What stands in the composer of one conversation, and what sending it means. */
export function useComposer(
  conversation: ConversationSummary,
  mode: DraftMode,
  field: RefObject<HTMLTextAreaElement | null>,
) {
  const { id } = conversation;
  const { me, engine, acts, outgoing } = useWorkspace();
  const conversationActs = useConversationActs();
  const names = useNames();
  const drafts = useDrafts();
  const draft = useDraft(id, mode);
  const place = `${id}.${mode}`;
  const { uploads, items, attach } = useUploads(place);
  useDraftFiles(place, draft);
  const [news, setNews] = useState<readonly MessageDto[] | null>(null);
  // How often it was to be sent and could not.
  const [refused, setRefused] = useState(0);

  const isNote = mode === "note";
  const text = draft?.content ?? "";
  const inbox = isNote ? undefined : names.inboxes.get(conversation.inboxId);
  const max = inbox?.maxTextLength ?? MAX_CONTENT;
  const { replyWindowHours: hours, pausedFor } = inbox ?? {};
  const { signature, preferences } = me.member;
  const signed = !isNote && preferences.signatureOn && signature ? `\n\n${signature}` : "";
  const length = text.length + (text ? signed.length : 0);
  const now = useNow();
  const isClosed = hours && Date.parse(conversation.windowClosesAt ?? "1970") <= now;
  const isUploading = items.some((upload) => upload.state === "running");
  const isReady = text.trim() !== "" || items.some((upload) => upload.state === "done");
  const problem: Problem | null = isClosed
    ? "closed"
    : isUploading
      ? "uploading"
      : length > max
        ? "tooLong"
        : isReady
          ? null
          : "empty";
  const lastSeq = () => engine.model.held.get(id)?.lastSeq ?? 0;

  function write(content: string) {
    const isBegun = text === "" && content !== "";
    drafts.change(id, mode, { content, ...(isBegun && { since: lastSeq() }) });
    if (content.trim()) acts.typing(id, isNote);
    else acts.typingStopped();
  }
  /** What others have written since this text was begun. */
  function findNews(): readonly MessageDto[] {
    const since = draft?.since ?? lastSeq();
    const messages = engine.model.threads.get(id)?.items ?? [];
    return messages.filter(
      (m) => m.seq > since && m.kind !== "activity" && m.author.id !== me.member.id && !m.isDeleted,
    );
  }
  function send(how: { dueAt?: string; isResolving?: boolean } = {}) {
    if (problem) return setRefused(refused + 1);
    const found = isNote || news ? [] : findNews();
    if (found.length > 0) return setNews(found);
    acts.typingStopped();
    const content = text.trim();
    outgoing.add({
      conversationId: id,
      kind: isNote ? "note" : "outgoing",
      content: isNote ? withMentions(content, names) : `${content}${content && signed}`,
      files: uploads.take(place),
      replyTo: draft?.replyTo,
      ...(!isNote && { dueAt: how.dueAt, holdSeconds: preferences.undoSeconds }),
    });
    drafts.change(id, mode, { content: "", replyTo: null, files: [], since: undefined });
    drafts.flush();
    setNews(null);
    if (how.isResolving) conversationActs.resolve(conversation);
    field.current?.focus();
  }
  function keepEditing() {
    drafts.change(id, mode, { since: lastSeq() });
    setNews(null);
    field.current?.focus();
  }
  const mayResolve = conversationActs.mayResolve && conversation.status !== "resolved";
  return {
    ...{ text, draft, length, max, problem, items, attach, signature: signed.trim(), mayResolve },
    ...{ hours, pausedFor, refused, write, send, news, keepEditing, uploads, place },
    answer: (replyTo: null) => drafts.change(id, mode, { replyTo }),
  };
}
export type ComposerState = ReturnType<typeof useComposer>;
