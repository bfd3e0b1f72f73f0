"use client";

import { ArrowLeft, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { Avatar } from "../ui/avatar";
import { IconButton } from "../ui/icon-button";
import { late } from "../ui/late";
import { useNames } from "./reference";

// Not part of the first load: the panel shows what the conversation knows until they are here.
const ContactFacts = late(() => import("../contacts/contact-facts"));
const ContactMore = late(() => import("../contacts/contact-more"));
const ConversationFacts = late(() => import("./acts/conversation-facts"));

/** The plain facts about the contact and the conversation. */
export default function Details({
  conversation,
  onClose,
}: {
  conversation: ConversationSummary;
  onClose: () => void;
}) {
  const t = useTranslations("inbox");
  const { contact } = conversation;
  const { inboxes } = useNames();
  return (
    <>
      <header className="flex h-14 shrink-0 items-center justify-between border-border border-b pr-3 pl-4 max-sm:h-16 max-sm:justify-start max-sm:pl-1">
        <IconButton icon={ArrowLeft} label={t("hideDetails")} onClick={onClose} className="sm:hidden" />
        <h2 className="font-semibold text-body">{t("contact.title")}</h2>
        <IconButton
          icon={X}
          label={t("hideDetails")}
          command="details"
          onClick={onClose}
          className="max-sm:hidden"
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by the keyboard. */}
      <div className="scroll-area row-focus min-h-0 grow" tabIndex={0}>
        <Suspense fallback={<KnownFacts contact={contact} />}>
          <ContactFacts key={contact.id} known={contact} />
        </Suspense>
        <h3 className="px-4 pt-4 pb-1 font-semibold text-meta">{t("contact.conversation")}</h3>
        <dl className="px-4">
          <Fact name={t("contact.inbox")}>{inboxes.get(conversation.inboxId)?.name}</Fact>
        </dl>
        <Suspense>
          <ConversationFacts conversation={conversation} />
          <ContactMore key={contact.id} contactId={contact.id} conversationId={conversation.id} />
        </Suspense>
      </div>
    </>
  );
}

/** What the conversation itself says of its contact, until the editable facts are here. */
function KnownFacts({ contact }: Pick<ConversationSummary, "contact">) {
  const t = useTranslations("inbox");
  return (
    <>
      <div className="flex items-center gap-3 px-4 pt-4 pb-3">
        <Avatar id={contact.id} name={contact.name} size={40} />
        <div className="min-w-0">
          <p className="break-words font-semibold text-message">{contact.name}</p>
          {contact.city ? <p className="text-meta text-text-2">{contact.city}</p> : null}
        </div>
      </div>
      <dl className="border-border border-b px-4 pb-3">
        {contact.email ? <Fact name={t("contact.email")}>{contact.email}</Fact> : null}
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-start py-[3px]">
      <dt className="w-[98px] shrink-0 text-meta text-text-2 leading-5">{name}</dt>
      <dd className="num min-w-0 grow">{children}</dd>
    </div>
  );
}
