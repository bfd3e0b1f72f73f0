"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { flatWords } from "../../server/core/words";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { IconButton } from "../ui/icon-button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Section } from "./section";
import { type DraftProps, LANGUAGES, LOCALES, type WidgetLocale } from "./website-draft";
import { widgetWords } from "./widget-words";

/** Every text of the chat, language by language, to be said in the business's own words. */
export function WebsiteTexts({ draft, change, errors, mayConfigure, save }: DraftProps) {
  const t = useTranslations("website");
  const [locale, setLocale] = useState<WidgetLocale>(draft.language);
  const [asked, setAsked] = useState("");
  const [words, setWords] = useState<Record<string, string>>({});
  useEffect(() => {
    let isCurrent = true;
    widgetWords(locale).then(
      (found) => isCurrent && setWords(flatWords(found)),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [locale]);

  const own = draft.texts[locale] ?? {};
  function put(next: Record<string, string>) {
    change({ texts: { ...draft.texts, [locale]: next } });
  }
  function set(key: string, text: string) {
    const { [key]: _, ...others } = own;
    put(text ? { ...others, [key]: text } : others);
  }
  const sought = asked.trim().toLowerCase();
  const shown = Object.entries(words).filter(([key, text]) =>
    `${text} ${own[key] ?? ""}`.toLowerCase().includes(sought),
  );
  return (
    <Section title={t("texts")} lead={t("textsLead")}>
      <fieldset disabled={!mayConfigure} className="flex min-w-0 flex-col gap-5">
        <Field label={t("language")} hint={t("languageHint")}>
          {(control) => (
            <Select
              {...control}
              value={draft.language}
              onChange={(event) => change({ language: event.target.value as WidgetLocale })}
            >
              <Languages />
            </Select>
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("textsIn")}>
            {(control) => (
              <Select
                {...control}
                value={locale}
                onChange={(event) => setLocale(event.target.value as WidgetLocale)}
              >
                <Languages />
              </Select>
            )}
          </Field>
          <Field label={t("textsSearch")}>
            {(control) => (
              <Input
                {...control}
                type="search"
                value={asked}
                onChange={(event) => setAsked(event.target.value)}
              />
            )}
          </Field>
        </div>
        <ul
          aria-label={t("textsOf", { language: LANGUAGES[locale] })}
          dir={locale === "ar" ? "rtl" : undefined}
          className="-mx-1 flex max-h-96 flex-col gap-3 overflow-y-auto px-1 py-1"
        >
          {shown.map(([key, text]) => (
            <li key={`${locale} ${key}`} lang={locale}>
              <Field label={text} error={errors[`texts.${locale}.${key}`]}>
                {(control) => (
                  <span className="flex items-center gap-1">
                    <Input
                      {...control}
                      maxLength={200}
                      placeholder={text}
                      value={own[key] ?? ""}
                      onChange={(event) => set(key, event.target.value)}
                    />
                    {own[key] ? (
                      <IconButton
                        icon={RotateCcw}
                        label={t("textReset", { text })}
                        onClick={() => set(key, "")}
                      />
                    ) : null}
                  </span>
                )}
              </Field>
            </li>
          ))}
        </ul>
        {shown.length === 0 && sought ? <p className="text-text-2">{t("textsNone", { asked })}</p> : null}
        {Object.keys(own).length ? (
          <p>
            <Button onClick={() => put({})}>{t("textsReset", { language: LANGUAGES[locale] })}</Button>
          </p>
        ) : null}
        {save(["texts", "language"])}
      </fieldset>
    </Section>
  );
}

function Languages() {
  return LOCALES.map((locale) => (
    <option key={locale} value={locale} lang={locale}>
      {LANGUAGES[locale]}
    </option>
  ));
}
