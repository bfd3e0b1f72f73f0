"use client";

import { clsx } from "clsx";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { useReader } from "../../i18n/clock";
import { formatDateTime } from "../../i18n/time";
import { Badge, type Tone } from "../../ui/badge";
import { MemberAvatar } from "../member-avatar";
import { usePeople } from "../people";
import { PriorityMark } from "../priority";
import { useNames } from "../reference";
import { useComposerRights } from "../use-composer-rights";
import { useConversationActs } from "../use-conversation-acts";
import { type ActKind, openAct } from "./acts-store";
import { ConversationAttributes } from "./conversation-attributes";

const TONES: Record<ConversationSummary["status"], Tone> = {
  open: "primary",
  pending: "warning",
  snoozed: "neutral",
  resolved: "success",
};

/** Who has the conversation, its team, priority, labels and participants, each changed where it stands. */
export default function ConversationFacts({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations("acts.panel");
  const inbox = useTranslations("inbox");
  const { labels, teams } = useNames();
  const people = usePeople(conversation);
  const reader = useReader();
  const acts = useConversationActs();
  const mayAct = useComposerRights().reply;
  const { id, status, priority, snoozedUntil } = conversation;
  const owner = conversation.assigneeId ? people.member(conversation.assigneeId) : null;
  const team = conversation.teamId ? teams.get(conversation.teamId)?.name : undefined;
  const ownLabels = conversation.labelIds.flatMap((labelId) => labels.get(labelId) ?? []);
  const take = (type: "labels" | "participants", gone: string) =>
    acts.run([conversation], { type, add: [], remove: [gone] });
  const edit = (kind: ActKind, name: string, value: string, inside: ReactNode, may = mayAct) => (
    <Fact name={name}>
      {may ? (
        <button
          type="button"
          aria-haspopup="listbox"
          aria-label={t("edit", { name: name.toLowerCase(), value })}
          onClick={(event) => openAct(kind, [id], event.currentTarget)}
          className="-mx-1.5 flex min-h-6 max-w-full items-center gap-2 rounded-6 px-1.5 text-left hover:bg-hover max-sm:min-h-11"
        >
          {inside}
        </button>
      ) : (
        <span className="flex items-center gap-2">{inside}</span>
      )}
    </Fact>
  );
  const priorityName = priority ? inbox(`contact.priorities.${priority}`) : t("none");
  return (
    <dl className="px-4 pb-4">
      {edit(
        "assign",
        inbox("contact.assignee"),
        owner?.name ?? inbox("nobody"),
        <>
          {owner ? <MemberAvatar id={owner.id} name={owner.name} size={18} /> : null}
          <span className="truncate">{owner?.name ?? inbox("nobody")}</span>
        </>,
      )}
      {edit(
        "assignTeam",
        t("team"),
        team ?? t("noTeam"),
        <span className={clsx("truncate", !team && "text-text-3")}>{team ?? t("noTeam")}</span>,
        mayAct && acts.mayRoute(conversation.teamId),
      )}
      {edit(
        "priority",
        t("priority"),
        priorityName,
        <>
          <PriorityMark priority={priority} />
          <span className={clsx(!priority && "text-text-3")}>{priorityName}</span>
        </>,
      )}
      <Fact name={inbox("contact.status")}>
        <Badge tone={TONES[status]}>{inbox(`is.${status}`)}</Badge>
        {status === "snoozed" && snoozedUntil ? (
          <span className="ml-2 text-meta text-text-2">{formatDateTime(snoozedUntil, reader)}</span>
        ) : null}
      </Fact>
      <Fact name={inbox("contact.labels")}>
        <Chips add={mayAct ? t("addLabel") : null} onAdd={(by) => openAct("label", [id], by)}>
          {ownLabels.map((label) => (
            <Chip
              key={label.id}
              remove={mayAct ? t("removeLabel", { name: label.name }) : null}
              onRemove={() => take("labels", label.id)}
            >
              <span className="size-2 shrink-0 rounded-full" style={{ backgroundColor: label.colour }} />
              {label.name}
            </Chip>
          ))}
        </Chips>
      </Fact>
      <Fact name={t("participants")}>
        <Chips add={mayAct ? t("addParticipant") : null} onAdd={(by) => openAct("participants", [id], by)}>
          {conversation.participantIds.map((memberId) => {
            const { name, firstName } = people.member(memberId);
            return (
              <Chip
                key={memberId}
                remove={mayAct ? t("removeParticipant", { name }) : null}
                onRemove={() => take("participants", memberId)}
              >
                {firstName}
              </Chip>
            );
          })}
        </Chips>
      </Fact>
      <ConversationAttributes conversationId={id} version={conversation.version} isReadOnly={!mayAct} />
      {conversation.waitingSince && status === "open" ? (
        <Fact name={inbox("contact.waiting")}>{formatDateTime(conversation.waitingSince, reader)}</Fact>
      ) : null}
      <Fact name={inbox("contact.began")}>{formatDateTime(conversation.createdAt, reader)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-[26px] items-start py-px">
      <dt className="w-[98px] shrink-0 text-meta text-text-2 leading-6">{name}</dt>
      <dd className="num min-w-0 grow leading-6">{children}</dd>
    </div>
  );
}

function Chips(props: { add: string | null; onAdd: (by: Element) => void; children: ReactNode }) {
  return (
    <span className="flex flex-wrap items-center gap-1">
      {props.children}
      {props.add ? (
        <button
          type="button"
          aria-label={props.add}
          aria-haspopup="listbox"
          onClick={(event) => props.onAdd(event.currentTarget)}
          className="grid size-6 place-items-center rounded-6 text-text-2 hover:bg-hover hover:text-text max-sm:size-11"
        >
          <Plus aria-hidden="true" size={14} strokeWidth={1.75} />
        </button>
      ) : null}
    </span>
  );
}

function Chip(props: { remove: string | null; onRemove: () => void; children: ReactNode }) {
  return (
    <span className="group/chip inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-full border border-border bg-surface pl-2 font-medium text-caption text-text-2">
      {props.children}
      {props.remove ? (
        <button
          type="button"
          aria-label={props.remove}
          onClick={props.onRemove}
          className="grid size-5 place-items-center rounded-full text-text-3 hover:bg-hover hover:text-text max-sm:size-8"
        >
          <X aria-hidden="true" size={11} strokeWidth={2} />
        </button>
      ) : (
        <span className="w-1" />
      )}
    </span>
  );
}
