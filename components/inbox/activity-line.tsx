"use client";

import {
  AlarmClock,
  BellOff,
  CheckCheck,
  FileText,
  Flag,
  type LucideIcon,
  Merge,
  RotateCcw,
  Smile,
  Split,
  Tag,
  UserPlus,
  UsersRound,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { ActivityData } from "../../server/modules/messages/schema";
import { useReader } from "../i18n/clock";
import { formatList } from "../i18n/reader";
import { formatTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { useActivityWords } from "./activity-words";
import { usePeople } from "./people";
import type { ThreadItem } from "./thread-items";

const MoveLinks = late(() => import("./acts/move-links"));
type Fact = Exclude<ActivityData, { type: "network" }>;
const ICONS: Record<Exclude<Fact["type"], "status">, LucideIcon> = {
  assigned: UserPlus,
  labels: Tag,
  team: UsersRound,
  priority: Flag,
  muted: BellOff,
  blocked: BellOff,
  participants: UserPlus,
  attributes: Tag,
  transcript: FileText,
  emailed: FileText,
  ended: CheckCheck,
  merged: Merge,
  mergedInto: Merge,
  splitFrom: Split,
  splitOff: Split,
  unmerged: Split,
  rejoined: Merge,
  rating: Smile,
};

/** "Tom assigned this to you and resolved this · 14:33" */
export function ActivityLine(props: {
  item: Extract<ThreadItem, { kind: "activity" }>;
  conversation: ConversationSummary;
}) {
  const t = useTranslations("inbox.activity");
  const { me } = useWorkspace();
  const people = usePeople(props.conversation);
  const say = useActivityWords(people);
  const reader = useReader();
  const { author, facts, at } = props.item;
  const who = author.id === me.member.id ? t("you") : people.author({ author }).firstName;
  const Icon = iconOf(facts.at(-1)!);
  return (
    <p className="my-2.5 flex items-start justify-center gap-2 px-6 text-center text-meta text-text-3">
      <Icon aria-hidden="true" size={13} strokeWidth={1.75} className="mt-0.5 shrink-0" />
      <span>
        <span className="font-semibold text-text-2">{who}</span>{" "}
        {formatList(
          facts.flatMap((fact) => say(fact, author.id)),
          reader,
        )}{" "}
        ·{" "}
        <time dateTime={at} className="num">
          {formatTime(at, reader)}
        </time>
        {facts.map((fact) =>
          "undoId" in fact || "conversationId" in fact ? (
            <Suspense key={fact.type + fact.conversationId}>
              <MoveLinks fact={fact} at={at} />
            </Suspense>
          ) : null,
        )}
      </span>
    </p>
  );
}

function iconOf(fact: Fact): LucideIcon {
  if (fact.type !== "status") return ICONS[fact.type];
  if (fact.status === "resolved") return CheckCheck;
  return fact.status === "snoozed" ? AlarmClock : RotateCcw;
}
