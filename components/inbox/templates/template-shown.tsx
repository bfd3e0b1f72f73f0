"use client";

import { Copy, Link2, Phone, Reply } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { addressOf, type TemplateContent } from "../../../server/core/template";
import type { MessageExtras } from "../../../server/modules/messages/schema";
import { languageOf } from "./language-of";

const ICONS = { reply: Reply, url: Link2, phone: Phone, code: Copy, otp: Copy } as const;

/** Under a template's words what the customer can press, in its order. */
export function TemplateButtons(props: {
  buttons: TemplateContent["buttons"];
  values: Record<string, string>;
}) {
  const t = useTranslations("templates");
  const { buttons, values } = props;
  if (buttons.length === 0) return null;
  return (
    <ul aria-label={t("buttons")} className="mt-2 flex flex-wrap gap-1.5">
      {buttons.map((button, at) => {
        const Icon = ICONS[button.type];
        return (
          <li
            key={button.title}
            title={button.type === "url" ? addressOf(button, at, values) : undefined}
            className="flex items-center gap-1 rounded-full border border-current/40 px-2.5 py-0.5 text-meta"
          >
            <Icon aria-hidden="true" size={13} strokeWidth={1.75} />
            {button.title}
          </li>
        );
      })}
    </ul>
  );
}

/** That a message is a template, which one, and those of its buttons that do not come back as an answer. */
export function TemplateShown({ template }: { template: NonNullable<MessageExtras["template"]> }) {
  const t = useTranslations("templates");
  const locale = useLocale();
  const { name, language, buttons } = template;
  return (
    <>
      <TemplateButtons buttons={buttons} values={{}} />
      <p className="mt-1.5 text-caption opacity-75">
        {t("shown", { name: name.replaceAll("_", " "), language: languageOf(language, locale) })}
      </p>
    </>
  );
}
