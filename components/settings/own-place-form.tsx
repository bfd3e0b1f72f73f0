"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { AVAILABILITIES, type Availability } from "../../server/core/availability";
import type { OwnPlace } from "../../server/modules/tenants/schema";
import { Checkbox } from "../forms/checkbox";
import { TextArea } from "../forms/text-area";
import { MessageText } from "../inbox/message-text";
import { useLive, useWorkspace } from "../realtime/context";
import { chosenTheme, setTheme, type Theme } from "../shell/theme";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast-store";
import { useHydrated } from "../ui/use-hydrated";
import { Section } from "./section";
import { useSave } from "./use-save";

/** Whether one is there, how Parley looks, and what stands under one's replies. */
export function OwnPlaceForm({ own, language }: { own: OwnPlace; language: ReactNode }) {
  const t = useTranslations("profile");
  const { me, api, engine } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const availability = useLive((live) => live.presence.of(me.member.id)) ?? own.availability;
  const [isAutoOffline, setAutoOffline] = useState(own.isAutoOffline);
  const [signature, setSignature] = useState(own.signature);
  const isHydrated = useHydrated();
  const [theme, setShownTheme] = useState<Theme | null>(null);

  async function choose(next: Availability) {
    const failure = await engine.presence.choose(next);
    if (failure) showToast({ tone: "problem", text: failure.message });
  }
  function putAutoOffline(next: boolean) {
    setAutoOffline(next);
    api.profile.setAvailability.mutate({ isAutoOffline: next }).catch(() => {
      setAutoOffline(!next);
      showToast({ tone: "problem", text: t("notSaved") });
    });
  }
  function putTheme(next: Theme) {
    setShownTheme(next);
    setTheme(next);
    api.account.updateProfile.mutate({ theme: next }).catch(() => {});
  }
  return (
    <>
      <Section title={t("availability")} lead={t("availabilityLead")}>
        <div className="flex flex-col gap-4">
          <Field label={t("iAm")}>
            {(control) => (
              <Select
                {...control}
                value={availability}
                onChange={(e) => choose(e.target.value as Availability)}
                className="w-48"
              >
                {AVAILABILITIES.map((key) => (
                  <option key={key} value={key}>
                    {t(`availabilities.${key}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Checkbox
            label={t("autoOffline")}
            checked={isAutoOffline}
            onChange={(e) => putAutoOffline(e.target.checked)}
          />
        </div>
      </Section>
      <Section title={t("look")}>
        <div className="flex flex-col gap-4">
          <Field label={t("theme")}>
            {(control) => (
              <Select
                {...control}
                value={theme ?? (isHydrated ? chosenTheme() : "system")}
                onChange={(e) => putTheme(e.target.value as Theme)}
                className="w-48"
              >
                {(["system", "light", "dark"] as const).map((key) => (
                  <option key={key} value={key}>
                    {t(`themes.${key}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {language}
        </div>
      </Section>
      <Section title={t("signature")} lead={t("signatureLead")}>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            save(() => api.profile.setSignature.mutate({ signature }), { done: t("signatureSaved") });
          }}
        >
          <Field label={t("signatureText")} error={errors.signature}>
            {(control) => (
              <TextArea {...control} value={signature} onChange={(e) => setSignature(e.target.value)} />
            )}
          </Field>
          {signature.trim() ? (
            <figure className="rounded-14 bg-bubble-out px-3 py-2 text-bubble-out-text">
              <figcaption className="sr-only">{t("preview")}</figcaption>
              <p className="mb-2 text-message">{t("previewReply")}</p>
              <MessageText text={signature} kind="outgoing" />
            </figure>
          ) : null}
          <div>
            <Button type="submit" variant="primary" busy={isBusy}>
              {t("saveSignature")}
            </Button>
          </div>
        </form>
      </Section>
    </>
  );
}
