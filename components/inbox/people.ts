"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useWorkspace } from "../realtime/context";
import { useNames } from "./reference";

export type Person = { id: string; name: string; firstName: string };

/** Who somebody is, by what a message or a room says of them. */
export function usePeople(conversation: ConversationSummary) {
  const t = useTranslations("inbox");
  const { members } = useNames();
  const { me } = useWorkspace();

  function member(id: string | null): Person {
    const name = id === me.member.id ? me.user.name : (id && members.get(id)?.name) || t("formerMember");
    return { id: id ?? "", name, firstName: name.split(/\s+/)[0] ?? name };
  }
  function author({ author }: Pick<MessageDto, "author">): Person {
    if (author.kind === "member") return member(author.id);
    if (author.kind !== "contact")
      return { id: "parley", name: t("activity.automatic"), firstName: t("activity.automatic") };
    const { id, name } = conversation.contact;
    return { id, name, firstName: name.split(/\s+/)[0] ?? name };
  }
  return { member, author };
}
