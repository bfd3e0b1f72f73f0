"use client";

import { clsx } from "clsx";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { choicesOf } from "../commands/choices";
import { useCommands } from "../commands/registry";
import { useWorkspace } from "../realtime/context";
import { buttonClass } from "../ui/button";
import { Menu, type MenuEntry } from "../ui/menu";
import { Tooltip } from "../ui/tooltip";
import { MemberAvatar } from "./member-avatar";
import { usePeople } from "./people";
import { useNames } from "./reference";
import type { ConversationActs } from "./use-conversation-acts";

/** Who has the conversation, and to whom it may be given. Where this member may change nothing, plain words. */
export function AssignMenu({
  conversation,
  acts,
}: {
  conversation: ConversationSummary;
  acts: ConversationActs;
}) {
  const t = useTranslations("inbox");
  const { me } = useWorkspace();
  const { members } = useNames();
  const people = usePeople(conversation);
  const [isOpen, setOpen] = useState(false);
  const owner = conversation.assigneeId ? people.member(conversation.assigneeId) : null;
  const may = (to: string | null) => acts.mayAssign(conversation.assigneeId, to);
  const mayAnything = may(me.member.id) || may(null);
  const choice = (id: string, name: string, command?: "assignMe"): MenuEntry => ({
    label: id === me.member.id ? `${name} (${t("you").toLowerCase()})` : name,
    command,
    icon: <MemberAvatar id={id} name={name} size={18} />,
    isChecked: conversation.assigneeId === id,
    onSelect: () => acts.assign(conversation, id),
  });
  const others = [...members.values()].filter((m) => m.isActive && m.id !== me.member.id && may(m.id));
  const entries = (): MenuEntry[] => [
    { kind: "heading", label: t("assignTo") },
    ...(may(me.member.id) ? [choice(me.member.id, me.user.name, "assignMe")] : []),
    ...others.map((member) => choice(member.id, member.name)),
    ...(may(null)
      ? [
          { kind: "separator" } as const,
          {
            label: t("nobody"),
            isChecked: conversation.assigneeId === null,
            onSelect: () => acts.assign(conversation, null),
          },
        ]
      : []),
  ];
  useCommands({
    assign: mayAnything ? { run: () => setOpen(true), choices: choicesOf(entries) } : undefined,
    assignMe: may(me.member.id) ? () => acts.assign(conversation, me.member.id) : undefined,
  });

  const label = owner ? t("assignedTo", { name: owner.name }) : t("assign");
  const inside = owner ? (
    <>
      <MemberAvatar id={owner.id} name={owner.name} size={22} className="-ml-1 max-sm:ml-0" />
      <span className="max-w-28 truncate max-md:sr-only">{owner.firstName}</span>
    </>
  ) : (
    <>
      <UserPlus aria-hidden="true" size={16} strokeWidth={1.75} />
      <span className="max-md:sr-only">{t("assign")}</span>
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
    <Menu label={t("assignTo")} entries={entries()} align="end" isOpen={isOpen} onOpenChange={setOpen}>
      {(trigger) => (
        <Tooltip label={label} command="assign">
          <button
            type="button"
            {...trigger}
            aria-label={label}
            className={clsx(buttonClass({ variant: "ghost" }), "max-md:size-8 max-md:px-0! max-sm:size-11!")}
          >
            {inside}
          </button>
        </Tooltip>
      )}
    </Menu>
  );
}
