"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { IdentitySecretListed } from "../../server/modules/inboxes/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { CopyLine } from "./copy-line";
import { useSave } from "./use-save";

/** The secret that proves a visitor's id: masked, shown on request, replaced with a while for both. */
export function IdentitySecret({
  inboxId,
  secrets,
}: {
  inboxId: string;
  secrets: readonly IdentitySecretListed[];
}) {
  const t = useTranslations("website");
  const format = useFormatter();
  const { api } = useWorkspace();
  const { isBusy, save } = useSave();
  const [shown, setShown] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [present, ...old] = secrets;

  function rotate() {
    save(async () => setShown((await api.inboxes.rotateIdentitySecret.mutate({ inboxId })).secret), {
      done: t(present ? "rotated" : "made"),
      after: () => setAsking(false),
    });
  }
  const reveal = () =>
    save(async () => setShown((await api.inboxes.revealIdentitySecret.mutate({ inboxId })).secret), {});
  const endOld = () =>
    save(() => api.inboxes.endOldIdentitySecrets.mutate({ inboxId }), { done: t("ended") });

  if (!present) {
    return (
      <>
        <p className="mb-3 text-text-2">{t("noSecret")}</p>
        <Button variant="primary" busy={isBusy} onClick={rotate}>
          {t("create")}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="font-medium text-body">{t("secret")}</p>
      <p className="mb-2 text-meta text-text-3">{t("secretHint")}</p>
      {shown ? (
        <CopyLine label={t("secret")} line={shown} />
      ) : (
        <p className="flex items-center gap-2">
          <code className="grow font-mono text-meta">{`••••••••••••${present.hint}`}</code>
          <Button busy={isBusy} onClick={reveal}>
            {t("show")}
          </Button>
        </p>
      )}
      {old.map(({ id, hint, endsAt }) => (
        <p key={id} className="mt-2 flex items-center gap-2 text-text-2">
          <span className="grow">
            {t("old", { hint: `…${hint}`, date: format.dateTime(endsAt!, { dateStyle: "medium" }) })}
          </span>
          <Button onClick={endOld}>{t("endOld")}</Button>
        </p>
      ))}
      <p className="mt-3">
        <Button onClick={() => setAsking(true)}>{t("rotate")}</Button>
      </p>
      {isAsking ? (
        <Dialog
          title={t("rotateQuestion")}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t("keep")}</Button>
              <Button variant="primary" busy={isBusy} onClick={rotate}>
                {t("rotate")}
              </Button>
            </>
          }
        >
          <p className="text-text-2">{t("rotateConsequence")}</p>
        </Dialog>
      ) : null}
    </>
  );
}
