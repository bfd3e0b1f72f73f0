"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { problemsOf, type TemplateVariable, variablesOf } from "../../../server/core/template";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import type { AttachmentDto } from "../../../server/modules/messages/schema";
import type { TemplateListed } from "../../../server/modules/templates/schema";
import { useWorkspace } from "../../realtime/context";
import { applyConversation, applyMessage } from "../../realtime/model";
import { failureOf } from "../../trpc/failure";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { newClientId } from "../asks/ask-form";
import { languageOf } from "./language-of";
import { TemplateFile } from "./template-file";
import { aroundPlace, nameOfPlace } from "./template-places";
import { TemplatePreview } from "./template-preview";

/** The places of a template, filled in beside what comes of it. */
export function TemplateForm(props: {
  conversation: ConversationSummary;
  template: TemplateListed;
  languages: readonly TemplateListed[];
  onLanguage: (other: TemplateListed) => void;
  onDirty: (isDirty: boolean) => void;
  onBusy: (isBusy: boolean) => void;
  onSent: () => void;
}) {
  const t = useTranslations("templates");
  const locale = useLocale();
  const { api, engine } = useWorkspace();
  const { conversation, template, languages } = props;
  const { content } = template;
  const variables = variablesOf(content);
  const [written, setWritten] = useState(() => begun(variables, conversation.contact.name));
  // Another language may have other places.
  const values = Object.fromEntries(variables.map(({ key }) => [key, written[key] ?? ""]));
  const [file, setFile] = useState<AttachmentDto | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [clientId] = useState(newClientId);
  const takesFile = content.header && content.header.type !== "text" ? content.header.type : null;

  function put(key: string, value: string) {
    setWritten((old) => ({ ...old, [key]: value }));
    setErrors(({ [`values.${key}`]: _, ...rest }) => rest);
    props.onDirty(true);
  }
  const isFilled = variables.length === 0 && !takesFile;
  useEffect(() => {
    if (isFilled) document.querySelector<HTMLElement>("[type=submit][form=template]")?.focus();
  }, [isFilled]);
  /** What was written and cannot stay is said at once; what is missing, when it is to be sent. */
  function left(key: string) {
    const wrong = check()[`values.${key}`];
    if (wrong && values[key]) setErrors((old) => ({ ...old, [`values.${key}`]: wrong }));
  }
  function check(): Record<string, string> {
    const wrong = Object.entries(problemsOf(content, values)).map(
      ([key, problem]) => [`values.${key}`, t(`problems.${problem}`)] as const,
    );
    return { ...Object.fromEntries(wrong), ...(takesFile && !file && { fileId: t(`needs.${takesFile}`) }) };
  }
  async function send(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const wrong = check();
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      // After the errors have been drawn.
      setTimeout(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    props.onBusy(true);
    try {
      const sent = await api.templates.send.mutate({
        ...{ conversationId: conversation.id, templateId: template.id, clientId, values },
        fileId: file?.fileId,
      });
      applyConversation(engine.model, sent.conversation);
      applyMessage(engine.model, sent.message);
      engine.changed();
      props.onSent();
    } catch (failed) {
      setErrors({ "": failureOf(failed).message || t("offline"), ...fieldsOf(failed) });
      props.onBusy(false);
    }
  }
  function labelOf(variable: TemplateVariable): string {
    const name = nameOfPlace(variable) ?? t("blank", { number: variable.name });
    return t(`places.${variable.part}`, { name });
  }
  function hintOf(variable: TemplateVariable): string {
    const around = aroundPlace(content, variable);
    const example = content.examples[variable.key];
    return [around && t("around", { around }), example && t("example", { example })]
      .filter(Boolean)
      .join(" ");
  }
  const wrongCount = Object.keys(errors).filter(Boolean).length;
  return (
    <form
      id="template"
      noValidate
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
      className="grid gap-5 sm:grid-cols-2"
    >
      <div className="flex flex-col gap-4">
        <p className="font-semibold">{template.name.replaceAll("_", " ")}</p>
        {languages.length > 1 ? (
          <Field label={t("language")}>
            {(control) => (
              <Select
                {...control}
                value={template.id}
                onChange={(event) => props.onLanguage(languages.find(({ id }) => id === event.target.value)!)}
              >
                {languages.map(({ id, language }) => (
                  <option key={id} value={id}>
                    {languageOf(language, locale)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        {takesFile ? <TemplateFile kind={takesFile} error={errors.fileId} onChange={setFile} /> : null}
        {variables.map((variable, index) => (
          <Field
            key={variable.key}
            label={labelOf(variable)}
            hint={hintOf(variable)}
            error={errors[`values.${variable.key}`]}
          >
            {(control) => (
              <Input
                {...control}
                autoFocus={index === 0}
                autoComplete="off"
                value={values[variable.key]}
                maxLength={1024}
                onChange={(event) => put(variable.key, event.target.value)}
                onBlur={() => left(variable.key)}
              />
            )}
          </Field>
        ))}
        {isFilled ? <p className="text-body text-text-2">{t("nothingToFill")}</p> : null}
        {wrongCount > 0 || errors[""] ? (
          <p role="alert" className="text-danger-text text-meta">
            {errors[""] ?? t("wrong", { count: wrongCount })}
          </p>
        ) : null}
      </div>
      <TemplatePreview content={content} values={values} file={file} />
    </form>
  );
}

const NAMES = new Set(["name", "first_name", "firstname", "customer_name", "contact_name"]);

/** A place that asks for the contact's name begins with it. */
function begun(variables: readonly TemplateVariable[], name: string): Record<string, string> {
  const own = variables.filter((one) => one.part === "body" && NAMES.has(one.name.toLowerCase()));
  return Object.fromEntries(
    own.map(({ key, name: place }) => [key, place.startsWith("first") ? name.split(" ", 1)[0]! : name]),
  );
}

function fieldsOf(error: unknown): Record<string, string> {
  return (error as { data?: { fields?: Record<string, string> } | null }).data?.fields ?? {};
}
