"use client";

import {
  type LucideIcon,
  Megaphone,
  MessageCircle,
  PencilLine,
  Phone,
  PhoneMissed,
  UserMinus,
  UserPlus,
  UserRoundCog,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { NetworkNews } from "../../server/channels/happenings";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useReader } from "../i18n/clock";
import { formatList } from "../i18n/reader";
import { formatTime } from "../i18n/time";

const ICONS: Record<Exclude<NetworkNews["what"], "call">, LucideIcon> = {
  joined: UserPlus,
  added: UserPlus,
  left: UserMinus,
  removed: UserMinus,
  promoted: UserRoundCog,
  demoted: UserRoundCog,
  titled: PencilLine,
  reworded: PencilLine,
  renumbered: UserRoundCog,
  marketing: Megaphone,
  opened: MessageCircle,
  told: MessageCircle,
};

/** "Ada called, and nobody answered · 14:33" */
export function NetworkLine(props: { message: MessageDto; conversation: ConversationSummary }) {
  const { data, extras, createdAt, content } = props.message;
  const say = useNewsWords();
  const reader = useReader();
  if (data?.type !== "network") return null;
  const { news, waits } = data;
  const isMissed = news.what === "call" && news.outcome !== "answered";
  const Icon = news.what === "call" ? (isMissed ? PhoneMissed : Phone) : ICONS[news.what];
  const who = extras?.sender?.name ?? props.conversation.contact.name;
  return (
    <p
      className={`my-2.5 flex items-start justify-center gap-2 px-6 text-center text-meta ${waits ? "font-semibold text-text" : "text-text-3"}`}
    >
      <Icon aria-hidden="true" size={13} strokeWidth={1.75} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        {say(news, who) ?? content} ·{" "}
        <time dateTime={createdAt} className="num">
          {formatTime(createdAt, reader)}
        </time>
      </span>
    </p>
  );
}

/** Null for what only the network has words for. */
function useNewsWords() {
  const t = useTranslations("network");
  const reader = useReader();
  return function say(news: NetworkNews, who: string): string | null {
    switch (news.what) {
      case "call": {
        const { outcome, seconds } = news;
        const length = `${Math.floor((seconds ?? 0) / 60)}:${String((seconds ?? 0) % 60).padStart(2, "0")}`;
        return t(`call.${outcome}`, { who, length });
      }
      case "joined":
      case "left":
      case "promoted":
      case "demoted": {
        const { people, more } = news;
        const all = more > 0 ? [...people, t("others", { count: more })] : people;
        return t(news.what, { who: formatList(all, reader), count: people.length + more });
      }
      case "titled":
        return t("titled", { title: news.title });
      case "renumbered":
        return t("renumbered", { who, to: news.to ?? "" });
      case "marketing":
        return t(news.isAllowed ? "marketingOn" : "marketingOff", { who });
      case "told":
        return null;
      default:
        return t(news.what, { who });
    }
  };
}
