"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Website } from "../../server/modules/visitors/website";
import { TextArea } from "../forms/text-area";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { colourReads } from "./colour-reads";
import { Section } from "./section";
import { useSave } from "./use-save";

/** What a visitor sees first, and the websites that may show it. */
export function LookSection(props: {
  inboxId: string;
  website: Pick<Website, "colour" | "greeting" | "allowedOrigins">;
  mayConfigure: boolean;
}) {
  const { inboxId, website, mayConfigure } = props;
  const t = useTranslations("website");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const given = {
    colour: website.colour,
    greeting: website.greeting,
    origins: website.allowedOrigins.join("\n"),
  };
  const [stored, setStored] = useState(given);
  const [form, setForm] = useState(given);
  const isDirty = JSON.stringify(form) !== JSON.stringify(stored);
  const reads = colourReads(form.colour);
  const wrongOrigin = Object.entries(errors).find(([field]) => field.startsWith("allowedOrigins"))?.[1];

  async function store() {
    const { colour, greeting } = form;
    const allowedOrigins = form.origins.split("\n").filter((line) => line.trim());
    await api.inboxes.updateWebsite.mutate({ inboxId, colour, greeting, allowedOrigins });
  }
  return (
    <Section title={t("look")} lead={t("lookLead")}>
      <fieldset disabled={!mayConfigure} className="flex min-w-0 flex-col gap-5">
        <Field label={t("greeting")} hint={t("greetingHint")} error={errors.greeting}>
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              value={form.greeting}
              onChange={(event) => setForm({ ...form, greeting: event.target.value })}
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
                style={{ background: reads ? form.colour : undefined }}
              />
              <Input
                {...control}
                value={form.colour}
                onChange={(event) => setForm({ ...form, colour: event.target.value.trim() })}
              />
            </span>
          )}
        </Field>
        <Field label={t("origins")} hint={t("originsHint")} error={wrongOrigin}>
          {(control) => (
            <TextArea
              {...control}
              spellCheck={false}
              value={form.origins}
              onChange={(event) => setForm({ ...form, origins: event.target.value })}
            />
          )}
        </Field>
        {isDirty ? (
          <p>
            <Button
              variant="primary"
              busy={isBusy}
              onClick={() => save(store, { done: t("saved"), after: () => setStored(form) })}
            >
              {t("save")}
            </Button>
          </p>
        ) : null}
      </fieldset>
    </Section>
  );
}
