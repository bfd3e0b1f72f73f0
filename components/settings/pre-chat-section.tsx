"use client";

import { useTranslations } from "next-intl";
import type { Website } from "../../server/modules/visitors/website";
import { Checkbox } from "../forms/checkbox";
import { QuestionList } from "../forms/question-list";
import { TextArea } from "../forms/text-area";
import { useWorkspace } from "../realtime/context";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { SavePart } from "./save-part";
import { Section } from "./section";
import { useKeptForm } from "./use-kept-form";
import { useSave } from "./use-save";

/** What visitors are asked before a conversation begins, and why. */
export function PreChatSection(props: {
  inboxId: string;
  website: Pick<Website, "preChat" | "definitions">;
  mayConfigure: boolean;
}) {
  const { inboxId, website, mayConfigure } = props;
  const t = useTranslations("preChat");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const { form, setForm, isDirty, saved } = useKeptForm(website.preChat);
  const hasProblem = Object.keys(errors).some((path) => path.startsWith("preChat"));
  return (
    <Section title={t("title")} lead={t("lead")}>
      <fieldset disabled={!mayConfigure} className="flex min-w-0 flex-col gap-5">
        <Checkbox
          label={t("isOn")}
          checked={form.isOn}
          onChange={(event) => setForm({ ...form, isOn: event.target.checked })}
        />
        <Field label={t("heading")} error={errors["preChat.heading"]}>
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              placeholder={t("headingText")}
              value={form.heading}
              onChange={(event) => setForm({ ...form, heading: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("reason")} hint={t("reasonHint")} error={errors["preChat.reason"]}>
          {(control) => (
            <TextArea
              {...control}
              maxLength={300}
              value={form.reason}
              onChange={(event) => setForm({ ...form, reason: event.target.value })}
            />
          )}
        </Field>
        <QuestionList
          fields={form.fields}
          definitions={website.definitions}
          errorOf={(path) => errors[`preChat.fields.${path}`]}
          onChange={(fields) => setForm({ ...form, fields })}
        />
        {hasProblem ? (
          <p role="alert" className="text-danger-text text-meta">
            {t("wrong")}
          </p>
        ) : null}
        <SavePart
          label={t("save")}
          isDirty={isDirty}
          isBusy={isBusy}
          onSave={() =>
            save(() => api.inboxes.updateWebsite.mutate({ inboxId, preChat: form }), {
              done: t("saved"),
              after: saved,
            })
          }
        />
      </fieldset>
    </Section>
  );
}
