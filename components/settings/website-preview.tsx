"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Choices } from "../forms/choices";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { startPreview } from "./preview-frame";
import { Section } from "./section";
import { LANGUAGES, LOCALES, type WebsiteDraft, type WidgetLocale } from "./website-draft";

/** Wide enough that the chat does not take itself to be on a phone; its corner is what is seen of it. */
const DESKTOP = 760;
/** On a wide screen beside what is changed, and there while the page scrolls. */
const BESIDE =
  "mt-8 min-[1400px]:fixed min-[1400px]:top-[76px] min-[1400px]:right-4 min-[1400px]:bottom-4 min-[1400px]:mt-0 min-[1400px]:w-[420px] min-[1400px]:overflow-y-auto";
const THEMES = ["light", "dark"] as const;
const SIZES = ["desktop", "phone"] as const;

/** The chat as it would be with what is not saved yet: in each language, light and dark, on a desktop and on a phone. */
export function WebsitePreview(props: { draft: WebsiteDraft; publicId: string; tenantName: string }) {
  const { draft, publicId, tenantName } = props;
  const t = useTranslations("website");
  const frame = useRef<HTMLIFrameElement>(null);
  const running = useRef<ReturnType<typeof startPreview> | null>(null);
  const [locale, setLocale] = useState<WidgetLocale>(draft.language);
  const [chosen, setChosen] = useState<"light" | "dark" | null>(null);
  const [size, setSize] = useState<(typeof SIZES)[number]>("desktop");
  const [isReady, setReady] = useState(false);
  const theme = chosen ?? (draft.look.theme === "dark" ? "dark" : "light");
  const shown = { draft, locale, theme } as const;

  useEffect(() => {
    running.current?.show({ draft, locale, theme });
  }, [draft, locale, theme]);

  function start() {
    const inner = frame.current?.contentWindow as (Window & typeof globalThis) | null;
    if (!inner || running.current) return;
    running.current = startPreview(inner, { publicId, tenantName, notSent: t("previewOnly"), first: shown });
    setReady(true);
  }
  useEffect(() => {
    if (frame.current?.contentDocument?.readyState === "complete") start();
  });

  return (
    <div className={BESIDE}>
      <Section title={t("preview")} lead={t("previewLead")}>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
          <Field label={t("previewLanguage")}>
            {(control) => (
              <Select
                {...control}
                value={locale}
                onChange={(event) => setLocale(event.target.value as WidgetLocale)}
              >
                {LOCALES.map((one) => (
                  <option key={one} value={one} lang={one}>
                    {LANGUAGES[one]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Choices
            label={t("previewTheme")}
            value={theme}
            options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
            onChange={setChosen}
          />
          <Choices
            label={t("previewSize")}
            value={size}
            options={SIZES.map((value) => ({ value, label: t(`sizes.${value}`) }))}
            onChange={setSize}
          />
        </div>
        <div
          className="relative mx-auto mt-4 h-[740px] max-w-[400px] overflow-hidden rounded-10 border border-border bg-sunken min-[1400px]:h-[clamp(420px,calc(100vh-420px),740px)]"
          data-ready={isReady}
        >
          <iframe
            ref={frame}
            title={t("previewTitle")}
            srcDoc="<!doctype html><html><head><title>Preview</title></head><body></body></html>"
            onLoad={start}
            width={size === "phone" ? 390 : DESKTOP}
            className={
              size === "phone"
                ? "absolute top-0 left-1/2 h-[118%] max-w-none origin-top -translate-x-1/2 scale-85"
                : draft.look.side === "left"
                  ? "absolute top-0 left-0 h-[118%] max-w-none origin-top-left scale-85"
                  : "absolute top-0 right-0 h-[118%] max-w-none origin-top-right scale-85"
            }
          />
        </div>
      </Section>
    </div>
  );
}
