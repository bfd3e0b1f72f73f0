"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { LabelUsed } from "../../server/modules/conversations/labels";
import { useWorkspace } from "../realtime/context";
import { useTold } from "../realtime/use-told";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast-store";
import { answerOf } from "./answer-of";
import { KeptRow } from "./kept-row";
import { Rows, Section } from "./section";

/** The colours of design/interface §2 that read beside a name in both themes. */
const COLOURS = {
  blue: "#288DE5",
  amber: "#E39C09",
  green: "#14A862",
  purple: "#9B5FFD",
  red: "#ED4547",
  orange: "#D25202",
  grey: "#74717A",
} as const;
const NAMES = Object.keys(COLOURS) as (keyof typeof COLOURS)[];

/** `isNew`: somebody came here to make one. */
export function LabelsScreen({ initial, isNew }: { initial: readonly LabelUsed[]; isNew: boolean }) {
  const t = useTranslations("labels");
  const { api } = useWorkspace();
  const [labels, setLabels] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const reload = async () => setLabels(await api.labels.listUsed.query());

  useTold("labels", () => reload().catch(() => {}));

  async function create(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const given = { name: String(data.get("name")), colour: String(data.get("colour")) };
    try {
      await api.labels.create.mutate(given);
      setError(null);
      form.reset();
      await reload();
      showToast({ text: t("made", { name: given.name }) });
    } catch (failed) {
      setError(failureOf(failed).message || t("offline"));
    }
  }
  async function change(label: LabelUsed, given: { name?: string; colour?: string }) {
    try {
      await api.labels.update.mutate({ labelId: label.id, ...given });
      const back = { name: label.name, colour: label.colour };
      showToast({ text: t("saved"), undo: () => void change({ ...label, ...given }, back) });
    } catch (failed) {
      showToast({ tone: "problem", text: failureOf(failed).message || t("offline") });
    }
    await reload();
  }
  const remove = (label: LabelUsed) =>
    answerOf(async () => {
      await api.labels.delete.mutate({ labelId: label.id });
      await reload();
    }, t("offline"));
  return (
    <>
      <Section title={t("new")} lead={t("lead")}>
        <form onSubmit={create} className="flex flex-wrap items-start gap-3">
          <div className="grow basis-52">
            <Field label={t("name")} error={error}>
              {(control) => (
                <Input
                  {...control}
                  name="name"
                  maxLength={40}
                  required
                  autoComplete="off"
                  autoFocus={isNew}
                />
              )}
            </Field>
          </div>
          <div className="w-36 max-sm:w-full">
            <Field label={t("colour")}>
              {(control) => <ColourChoice {...control} name="colour" defaultValue={COLOURS.blue} />}
            </Field>
          </div>
          <Button type="submit" variant="primary" className="sm:mt-6 max-sm:w-full">
            {t("make")}
          </Button>
        </form>
      </Section>
      <Section title={t("all")}>
        {labels.length === 0 ? <p className="text-text-2">{t("empty")}</p> : null}
        <Rows label={t("all")}>
          {labels.map((label) => (
            <KeptRow
              key={label.id}
              wraps
              remove={{
                label: t("delete"),
                name: t("deleteOf", { name: label.name }),
                keep: t("keep"),
                question: t("deleteTitle", { name: label.name }),
                consequence: t("deleteNext", { count: label.conversations }),
                done: t("deleted", { name: label.name }),
                action: () => remove(label),
              }}
            >
              <span
                aria-hidden="true"
                className="size-2.5 shrink-0 rounded-full"
                style={{ backgroundColor: label.colour }}
              />
              <Input
                key={`${label.id} ${label.name}`}
                aria-label={t("nameOf", { name: label.name })}
                defaultValue={label.name}
                maxLength={40}
                className="min-w-0 grow basis-36 max-sm:basis-[calc(100%-30px)]"
                onBlur={(event) => {
                  const name = event.target.value.trim();
                  if (name && name !== label.name) void change(label, { name });
                }}
              />
              <span className="w-32">
                <ColourChoice
                  aria-label={t("colourOf", { name: label.name })}
                  value={label.colour}
                  onChange={(event) => void change(label, { colour: event.target.value })}
                />
              </span>
              <span className="num w-28 text-meta text-text-3 max-sm:grow">
                {t("used", { count: label.conversations })}
              </span>
            </KeptRow>
          ))}
        </Rows>
      </Section>
    </>
  );
}

/** Every colour has its name; one from elsewhere is shown as it is. */
function ColourChoice(rest: React.ComponentProps<typeof Select>) {
  const t = useTranslations("labels.colours");
  const isOther = rest.value && !NAMES.some((name) => COLOURS[name] === rest.value);
  return (
    <Select {...rest}>
      {isOther ? <option value={rest.value as string}>{rest.value as string}</option> : null}
      {NAMES.map((name) => (
        <option key={name} value={COLOURS[name]}>
          {t(name)}
        </option>
      ))}
    </Select>
  );
}
