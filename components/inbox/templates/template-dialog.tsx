"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import type { TemplateListed } from "../../../server/modules/templates/schema";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { TemplateForm } from "./template-form";
import { TemplateList } from "./template-list";
import { useTemplates } from "./use-templates";

/** A template is chosen, filled in, looked at and sent: the only way to write when the time to write freely is over. */
export default function TemplateDialog(props: { conversation: ConversationSummary; onClose: () => void }) {
  const t = useTranslations("templates");
  const { conversation, onClose } = props;
  const found = useTemplates(conversation.inboxId);
  const [chosen, setChosen] = useState<TemplateListed | null>(null);
  const [isDirty, setDirty] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const close = () => {
    setChosen(null);
    setDirty(false);
  };
  return (
    <Dialog
      isWide
      isDirty={isDirty}
      title={t("title", { name: conversation.contact.name })}
      onClose={onClose}
      footer={
        chosen ? (
          <>
            <Button onClick={close} className="mr-auto">
              {t("others")}
            </Button>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button type="submit" form="template" variant="primary" busy={isBusy}>
              {t("send")}
            </Button>
          </>
        ) : undefined
      }
    >
      {chosen ? (
        <TemplateForm
          // What was filled in stays in another language.
          key={chosen.name}
          conversation={conversation}
          template={chosen}
          // The same words in the other languages that they are approved in.
          languages={found.items.filter(({ name, whyNot }) => name === chosen.name && !whyNot)}
          onLanguage={setChosen}
          onDirty={setDirty}
          onBusy={setBusy}
          onSent={onClose}
        />
      ) : (
        <TemplateList found={found} onChoose={setChosen} />
      )}
    </Dialog>
  );
}
