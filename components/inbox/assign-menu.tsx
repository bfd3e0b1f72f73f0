"use client";

import { clsx } from "clsx";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useWorkspace } from "../realtime/context";
import { buttonClass } from "../ui/button";
import { Tooltip } from "../ui/tooltip";
import { openAct } from "./acts/acts-store";
import { MemberAvatar } from "./member-avatar";
import { usePeople } from "./people";
import type { ConversationActs } from "./use-conversation-acts";

/** Who has the conversation, and to whom it may be given. Where this member may change nothing, plain words. */
export default function AssignMenu({
  conversation,
  acts,
}: {
  conversation: ConversationSummary;
  acts: ConversationActs;
}) {
  const t = useTranslations("inbox");
  const { me } = useWorkspace();
  const people = usePeople(conversation);
  const owner = conversation.assigneeId ? people.member(conversation.assigneeId) : null;
  const may = (to: string | null) => acts.mayAssign(conversation.assigneeId, to);
  const mayAnything = may(me.member.id) || may(null);
  const label = owner ? t("assignedTo", { name: owner.name }) : t("assign");
  const inside = owner ? (
    <>
      <MemberAvatar id={owner.id} name={owner.name} size={22} className="-ml-1 max-sm:ml-0" />
      <span className="max-w-28 truncate @max-lg:sr-only">{owner.firstName}</span>
    </>
  ) : (
    <>
      <UserPlus aria-hidden="true" size={16} strokeWidth={1.75} />
      <span className="@max-lg:sr-only">{t("assign")}</span>
    </>
  );
  if (!mayAnything) {
    return owner ? (
      <span className="flex h-8 items-center gap-2 px-2 text-body text-text-2">
        <span className="sr-only">{label}</span>
        {inside}
      </span>
    ) : null;
  }

  return (
    <Tooltip label={label} command="assign">
      <button
        type="button"
        aria-haspopup="listbox"
        aria-label={label}
        data-act="assign"
        onClick={(event) => openAct("assign", [conversation.id], event.currentTarget)}
        className={clsx(buttonClass({ variant: "ghost" }), "@max-lg:size-8 @max-lg:px-0! max-sm:size-11!")}
      >
        {inside}
      </button>
    </Tooltip>
  );
}
