"use client";

import { CloudDownload, Forward, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { AnswersShown, AskShown } from "./asks/carried";
import MarkedText from "./marked-text";
import { NetworkLine } from "./network-line";
import QuoteLine from "./quote";
import { SharedCard } from "./shared-card";
import { TemplateShown } from "./templates/template-shown";
import { useAgain } from "./use-again";
import { useComposerRights } from "./use-composer-rights";

const VersionsDialog = late(() => import("./versions-dialog"));
const TraceDialog = late(() => import("./trace-dialog"));
const ICON = { size: 13, strokeWidth: 1.75, "aria-hidden": true } as const;

type Given = { message: MessageDto; conversation: ConversationSummary };

/** What belongs to a message beyond its plain words, or is no message but a `line`: above and `below` them in the bubble, and under it (`foot`). */
export default function MessageExtras({
  at,
  ...given
}: Given & { at: "line" | "head" | "words" | "below" | "foot" }) {
  if (at === "line") return <NetworkLine {...given} />;
  if (at === "words") return <Words {...given} />;
  if (at === "below") return <Below {...given} />;
  return at === "head" ? <Head {...given} /> : <Foot {...given} />;
}

function Words({ message: { content, extras } }: Given) {
  if (extras?.shared) return <SharedCard shared={extras.shared} words={content} />;
  return <MarkedText text={content} marks={extras?.marks} />;
}

/** What it asks of the customer, or what they were asked before it. */
function Below({ message: { data, extras } }: Given) {
  return (
    <>
      {data && "answer" in data ? <AskShown ask={data} /> : null}
      {data?.type === "answers" ? <AnswersShown rows={data.rows} /> : null}
      {extras?.template ? <TemplateShown template={extras.template} /> : null}
    </>
  );
}

function Head({ message, conversation }: Given) {
  const t = useTranslations("trace");
  const { sender, isForwarded, referral } = message.extras ?? {};
  return (
    <>
      {sender ? <span className="block font-semibold text-meta text-primary-text">{sender.name}</span> : null}
      {isForwarded ? (
        <span className="flex items-center gap-1 text-caption text-text-3">
          <Forward {...ICON} />
          {t("forwarded")}
        </span>
      ) : null}
      {referral ? (
        <a
          href={/^https?:/.test(referral.url) ? referral.url : undefined}
          target="_blank"
          rel="noreferrer noopener"
          className="block truncate text-caption underline underline-offset-2"
        >
          {t("cameFrom", { what: referral.headline ?? referral.url })}
        </a>
      ) : null}
      {message.replyTo ? (
        <QuoteLine quote={message.replyTo} conversation={conversation} />
      ) : (
        <QuotedWords quoted={message.extras?.quoted} />
      )}
      <Missing message={message} conversation={conversation} />
    </>
  );
}

/** What it answers is not here, from before the inbox was or from another chat: its words came along. */
function QuotedWords({ quoted }: { quoted: NonNullable<MessageDto["extras"]>["quoted"] }) {
  const t = useTranslations("trace");
  return quoted ? (
    <blockquote className="mb-1 block w-full rounded-6 border-current/40 border-l-[3px] bg-current/5 py-0.5 pr-2 pl-2 text-meta">
      <span className="block font-semibold">{quoted.name ?? t("quotedBefore")}</span>
      <span className="block truncate opacity-80">{quoted.text}</span>
    </blockquote>
  ) : null;
}

/** A place for each file that is not here yet, or cannot be had. */
function Missing({ message, conversation }: Given) {
  const t = useTranslations("trace");
  const { api } = useWorkspace();
  const can = useComposerRights();
  const again = useAgain(conversation);
  const missing = message.extras?.missing ?? [];
  const isBroken = missing.some(({ error }) => error);
  return missing.length === 0 ? null : (
    <span className="my-1 flex flex-col gap-1.5">
      {missing.map(({ name, contentType, error }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: files have no id until they are here, and keep their order.
          key={index}
          className="flex items-center gap-2 rounded-10 border border-current/25 border-dashed px-3 py-2.5 text-meta"
        >
          <CloudDownload {...ICON} size={16} className="shrink-0 opacity-70" />
          <span className="min-w-0 break-words">
            {error
              ? t("missing", { name: name ?? kindOf(contentType), why: error })
              : t("fetching", { name: name ?? kindOf(contentType) })}
          </span>
        </span>
      ))}
      {isBroken && can.reply ? (
        <button
          type="button"
          className="flex items-center gap-1.5 self-start rounded-4 text-meta underline underline-offset-2 max-sm:py-2"
          onClick={() => {
            const extras = { ...message.extras, missing: missing.map((file) => ({ ...file, error: null })) };
            const input = { conversationId: conversation.id, messageId: message.id };
            void again(message, { extras }, () => api.messages.refetch.mutate(input));
          }}
        >
          <RotateCw {...ICON} />
          {t("refetch")}
        </button>
      ) : null}
    </span>
  );
}

function kindOf(contentType: string): string {
  return contentType.split("/").at(0) ?? contentType;
}

function Foot({ message, conversation }: Given) {
  const t = useTranslations("trace");
  const [opened, setOpened] = useState<"versions" | "trace" | null>(null);
  const { reactions, versions, kind, notDone, waits } = message.extras ?? {};
  const isHeld = waits?.during === "sent" && message.status === "sent";
  const isOurs = message.kind !== "incoming";
  const link = "rounded-4 underline underline-offset-2 hover:text-text max-sm:py-2";
  if (!reactions && !versions && !notDone && !isHeld && kind !== "unsupported") return null;
  return (
    <div
      className={`flex flex-wrap items-center gap-1.5 text-caption text-text-3 ${isOurs ? "justify-end" : ""}`}
    >
      {reactions ? (
        <ul aria-label={t("reactions")} className="-mt-2 flex gap-1 px-2">
          {reactions.map(({ emoji, name, isOurs: own }, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a person has one, and they have no other name.
              key={index}
              title={own ? t("reactedByUs") : (name ?? conversation.contact.name)}
              className="rounded-full border border-border bg-surface px-1.5 py-px text-body shadow-e1"
            >
              {emoji}
              <span className="sr-only"> {own ? t("reactedByUs") : (name ?? conversation.contact.name)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {notDone ? (
        <p role="status" className="text-danger-text">
          {t(`notDone.${notDone.type}`, { reason: notDone.reason })} {notDone.fix}
        </p>
      ) : null}
      {isHeld ? (
        <p role="status" className="text-right text-warning-text">
          {t("held", { reason: waits.reason })}
        </p>
      ) : null}
      {versions ? (
        <button type="button" className={link} onClick={() => setOpened("versions")}>
          {t("edited")}
        </button>
      ) : null}
      {kind === "unsupported" ? (
        <button type="button" className={link} onClick={() => setOpened("trace")}>
          {t("showRaw")}
        </button>
      ) : null}
      {opened === "versions" ? (
        <VersionsDialog versions={versions ?? []} onClose={() => setOpened(null)} />
      ) : null}
      {opened === "trace" ? (
        <TraceDialog message={message} conversation={conversation} isRaw onClose={() => setOpened(null)} />
      ) : null}
    </div>
  );
}
