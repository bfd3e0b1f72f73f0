"use client";

import {
  Copy,
  CornerUpLeft,
  Link as LinkIcon,
  Pencil,
  Route,
  SmilePlus,
  Split,
  Trash2,
  Zap,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { plainMentions } from "../../server/core/mention";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { actOf } from "../commands/registry";
import { useWorkspace } from "../realtime/context";
import { applyConversation, applyMessage } from "../realtime/model";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import MenuList, { type MenuEntry } from "../ui/menu-list";
import { showToast } from "../ui/toast-store";
import { splitFrom } from "./acts/merge-options";
import { useActEnv } from "./acts/use-act-env";
import { useNames } from "./reference";
import { useComposerRights } from "./use-composer-rights";
import { useDrafts } from "./use-drafts";

const CannedDialog = lazy(() => import("./canned-dialog"));
const TraceDialog = lazy(() => import("./trace-dialog"));
const ReactDialog = lazy(() => import("./react-dialog"));
const EditDialog = lazy(() => import("./edit-dialog"));
const ICON = { size: 14, strokeWidth: 1.75, "aria-hidden": true } as const;

/** Reply to it, copy it or its link, keep it as a canned response, begin another conversation with it, delete it. */
export default function MessageMenu(props: {
  message: MessageDto;
  conversation: ConversationSummary;
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}) {
  const t = useTranslations("inbox.message");
  const { message, conversation, onClose } = props;
  const { me, engine, api } = useWorkspace();
  const drafts = useDrafts();
  const env = useActEnv();
  const can = useComposerRights();
  const [step, setStep] = useState<"menu" | "delete" | "canned" | "trace" | "react" | "edit">("menu");
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  const text = plainMentions(message.content);
  const isOwn = message.author.kind === "member" && message.author.id === me.member.id;
  const words = useTranslations("trace");
  const inbox = useNames().inboxes.get(conversation.inboxId);
  const isThere =
    !["note", "activity"].includes(message.kind) && !["queued", "failed"].includes(message.status);
  const mayReact = can.reply && isThere && inbox?.gestures.includes("reaction");
  const isLate =
    inbox?.editMinutes && Date.now() - Date.parse(message.createdAt) > inbox.editMinutes * 60_000;
  const isPlain = text !== "" && !message.data && !message.extras?.kind;
  const mayEdit = can.reply && isOwn && isThere && isPlain && !isLate && inbox?.gestures.includes("edit");
  // What a visitor reads is ours to take back; what lies on a phone only where its network does it.
  const goesThere =
    inbox?.hasInstallLine || (message.kind === "outgoing" && inbox?.gestures.includes("revoke"));
  const mayDelete = isOwn || me.member.permissions.includes("conversation_manage_all");

  async function copy(what: string, said: string) {
    try {
      await navigator.clipboard.writeText(what);
      showToast({ text: said });
    } catch {
      showToast({ tone: "problem", text: t("notCopied") });
    }
  }
  function answer() {
    const mode = message.kind === "note" || !can.reply ? "note" : "reply";
    const { id, seq, kind, author, isDeleted } = message;
    const fileName = message.attachments[0]?.name ?? null;
    const replyTo = { id, seq, kind, author, isDeleted, fileName, text: text.slice(0, 160) };
    drafts.change(conversation.id, mode, { replyTo });
    const write = actOf(mode);
    // After the menu has given the focus back.
    setTimeout(() => typeof write === "function" && write(), 50);
  }
  /** Gone at once; when the server refuses, it stands there again. */
  async function remove() {
    onClose();
    const { model } = engine;
    applyMessage(model, {
      ...message,
      content: "",
      attachments: [],
      isDeleted: true,
      version: message.version + 0.4,
    });
    engine.changed();
    try {
      const input = { conversationId: conversation.id, messageId: message.id };
      applyConversation(model, await api.messages.delete.mutate(input));
    } catch (error) {
      applyMessage(model, { ...message, version: message.version + 0.6 });
      const { message: reason } = failureOf(error);
      showToast({ tone: "problem", text: reason ? t("notDeleted", { reason }) : t("notDeletedOffline") });
    }
    engine.changed();
  }

  function closeMenu() {
    if (latest.current === "menu") onClose();
  }

  if (step === "delete") {
    return (
      <Dialog
        title={t("deleteTitle")}
        onClose={onClose}
        footer={
          <>
            <Button onClick={onClose}>{t("keep")}</Button>
            <Button variant="danger" onClick={remove}>
              {t("delete")}
            </Button>
          </>
        }
      >
        <p>{t(message.kind === "note" ? "deleteNoteText" : goesThere ? "deleteText" : "deleteHereText")}</p>
      </Dialog>
    );
  }
  if (step === "canned") {
    return (
      <Suspense>
        <CannedDialog content={text} onClose={onClose} />
      </Suspense>
    );
  }
  if (step === "trace") {
    return (
      <Suspense>
        <TraceDialog message={message} conversation={conversation} onClose={onClose} />
      </Suspense>
    );
  }
  if (step === "react") {
    return (
      <Suspense>
        <ReactDialog message={message} conversation={conversation} onClose={onClose} />
      </Suspense>
    );
  }
  if (step === "edit") {
    return (
      <Suspense>
        <EditDialog
          message={message}
          conversation={conversation}
          maxLength={inbox?.maxTextLength ?? 0}
          onClose={onClose}
        />
      </Suspense>
    );
  }
  const link = `${window.location.origin}/t/${me.tenant.slug}/inbox/${conversation.id}?view=all&m=${message.seq}`;
  const entries: MenuEntry[] = [
    ...(can.reply || can.note
      ? [{ label: t("answer"), icon: <CornerUpLeft {...ICON} />, onSelect: answer }]
      : []),
    ...(mayReact
      ? [{ label: words("react"), icon: <SmilePlus {...ICON} />, onSelect: () => setStep("react") }]
      : []),
    ...(mayEdit
      ? [{ label: words("edit"), icon: <Pencil {...ICON} />, onSelect: () => setStep("edit") }]
      : []),
    ...(text
      ? [{ label: t("copy"), icon: <Copy {...ICON} />, onSelect: () => void copy(text, t("copied")) }]
      : []),
    { label: t("link"), icon: <LinkIcon {...ICON} />, onSelect: () => void copy(link, t("linkCopied")) },
    ...(text ? [{ label: t("canned"), icon: <Zap {...ICON} />, onSelect: () => setStep("canned") }] : []),
    ...(message.kind === "note"
      ? []
      : [{ label: t("trace"), icon: <Route {...ICON} />, onSelect: () => setStep("trace") }]),
    // The first message stays: without it nothing would be left.
    ...(can.reply && message.seq > 1
      ? [
          {
            label: t("split"),
            icon: <Split {...ICON} />,
            onSelect: () => splitFrom(env([conversation]), message.seq),
          },
        ]
      : []),
    ...(mayDelete
      ? [
          { kind: "separator" as const },
          {
            label: t("delete"),
            icon: <Trash2 {...ICON} />,
            isDanger: true,
            onSelect: () => setStep("delete"),
          },
        ]
      : []),
  ];
  return (
    <MenuList
      label={t("menu")}
      entries={entries}
      align="start"
      side="bottom"
      trigger={props.trigger}
      // A chosen entry that opens a dialog has changed the step by then.
      onClose={() => setTimeout(closeMenu)}
    />
  );
}
