"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useLive } from "../realtime/context";
import { MemberAvatar } from "./member-avatar";
import { usePeople } from "./people";

/** "Priya is writing a note" */
export default function TeamTyping({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations("inbox");
  const people = usePeople(conversation);
  const typist = useLive((engine) => engine.typing.in(conversation.id)?.find((one) => one.memberId !== null));
  const member = typist && people.member(typist.memberId);
  return (
    <p role="status" className="flex min-w-0 items-center gap-1.5 text-meta text-text-2">
      {member ? (
        <>
          <MemberAvatar id={member.id} name={member.name} size={16} />
          <span className="truncate">
            {t(typist.isNote ? "memberNote" : "memberTyping", { name: member.firstName })}
          </span>
        </>
      ) : null}
    </p>
  );
}
