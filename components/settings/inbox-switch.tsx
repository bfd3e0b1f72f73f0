"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Section } from "./section";
import { useSave } from "./use-save";

/** Switches an inbox off, which it asks for, and on again. */
export function InboxSwitch({ inbox }: { inbox: InboxSettings }) {
  const t = useTranslations("inboxSettings");
  const { api } = useWorkspace();
  const { isBusy, save } = useSave();
  const [isAsking, setAsking] = useState(false);
  const { name } = inbox;
  function put(isEnabled: boolean) {
    save(() => api.inboxes.setEnabled.mutate({ inboxId: inbox.id, isEnabled }), {
      done: t(isEnabled ? "isOnAgain" : "isOff", { name }),
      after: () => setAsking(false),
    });
  }
  return (
    <Section title={t("switch")} lead={t(inbox.isEnabled ? "switchLead" : "switchedOffLead")}>
      {inbox.isEnabled ? (
        <Button onClick={() => setAsking(true)}>{t("switchOff")}</Button>
      ) : (
        <Button variant="primary" busy={isBusy} onClick={() => put(true)}>
          {t("switchOn")}
        </Button>
      )}
      {isAsking ? (
        <Dialog
          title={t("switchQuestion", { name })}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t("keepOn")}</Button>
              <Button variant="danger" busy={isBusy} onClick={() => put(false)}>
                {t("switchOff")}
              </Button>
            </>
          }
        >
          <p className="text-text-2">{t("switchConsequence")}</p>
        </Dialog>
      ) : null}
    </Section>
  );
}
