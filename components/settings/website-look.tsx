"use client";

import { useTranslations } from "next-intl";
import { TextArea } from "../forms/text-area";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { colourReads } from "./colour-reads";
import { Section } from "./section";
import type { DraftProps } from "./website-draft";
import { WebsiteLauncher } from "./website-launcher";

/** What a visitor sees first, and the websites that may show it. */
export function WebsiteLook({ draft, change, errors, mayConfigure, save }: DraftProps) {
  const t = useTranslations("website");
  const reads = colourReads(draft.colour);
  const wrongOrigin = Object.entries(errors).find(([field]) => field.startsWith("allowedOrigins"))?.[1];
  return (
    <Section title={t("look")} lead={t("lookLead")}>
      <fieldset disabled={!mayConfigure} className="flex min-w-0 flex-col gap-5">
        <Field label={t("greeting")} hint={t("greetingHint")} error={errors.greeting}>
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              placeholder={t("greetingText")}
              value={draft.greeting}
              onChange={(event) => change({ greeting: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t("colour")}
          hint={reads ? t(reads) : undefined}
          error={reads ? errors.colour : t("notColour")}
        >
          {(control) => (
            <span className="flex items-center gap-2">
              <span
                aria-hidden="true"
                className="size-8 shrink-0 rounded-8 border border-border-strong"
                style={{ background: reads ? draft.colour : undefined }}
              />
              <Input
                {...control}
                value={draft.colour}
                onChange={(event) => change({ colour: event.target.value.trim() })}
              />
            </span>
          )}
        </Field>
        <WebsiteLauncher look={draft.look} errors={errors} onChange={(look) => change({ look })} />
        <Field label={t("origins")} hint={t("originsHint")} error={wrongOrigin}>
          {(control) => (
            <TextArea
              {...control}
              spellCheck={false}
              value={draft.origins}
              onChange={(event) => change({ origins: event.target.value })}
            />
          )}
        </Field>
        {save(["greeting", "colour", "look", "origins"])}
      </fieldset>
    </Section>
  );
}
