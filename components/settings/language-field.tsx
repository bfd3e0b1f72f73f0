"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LOCALES, type Locale } from "../../server/core/locales";
import { languageName } from "../i18n/language-name";
import { useWorkspace } from "../realtime/context";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast-store";

/** The language of one's own Parley; kept as soon as it is chosen, as the theme is, and spoken at once. */
export function LanguageField(props: { own: string | null; ofBusiness: string }) {
  const t = useTranslations("profile");
  const { api } = useWorkspace();
  const router = useRouter();
  const [own, setOwn] = useState(props.own);

  async function choose(next: Locale | null) {
    setOwn(next);
    try {
      await api.account.updateProfile.mutate({ locale: next });
      router.refresh();
    } catch {
      setOwn(own);
      showToast({ tone: "problem", text: t("notSaved") });
    }
  }
  return (
    <Field label={t("language")} hint={t("languageHint")}>
      {(control) => (
        <Select
          {...control}
          value={own ?? ""}
          onChange={(e) => choose((e.target.value || null) as Locale | null)}
          className="w-96 max-w-full"
        >
          <option value="">{t("languageOfBusiness", { language: languageName(props.ofBusiness) })}</option>
          {LOCALES.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {languageName(locale)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
