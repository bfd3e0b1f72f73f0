"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { LabelListed } from "../../server/modules/conversations/labels";
import type { MacroDto, MacroStep } from "../../server/modules/messages/macros-schema";
import { useWorkspace } from "../realtime/context";
import { useTold } from "../realtime/use-told";
import { failureOf } from "../trpc/failure";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { IconButton } from "../ui/icon-button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast-store";
import { answerOf } from "./answer-of";
import { KeptRow } from "./kept-row";
import { freshStep, STEP_KINDS, type StepKind, stepKind } from "./macro-steps";
import { Rows, Section } from "./section";
import { type People, StepFields } from "./step-fields";

type Draft = { macroId: string | null; name: string; isShared: boolean; actions: MacroStep[] };
const FRESH: Draft = { macroId: null, name: "", isShared: false, actions: [freshStep("resolve")] };

export function MacrosScreen(props: {
  initial: readonly MacroDto[];
  labels: readonly LabelListed[];
  people: People;
}) {
  const t = useTranslations("macros");
  const { api, me } = useWorkspace();
  const [macros, setMacros] = useState(props.initial);
  const [draft, setDraft] = useState<Draft>(FRESH);
  const [error, setError] = useState<string | null>(null);
  const mayShare = me.member.permissions.includes("settings_account");
  const reload = async () => setMacros(await api.macros.list.query());
  useTold("macros", () => reload().catch(() => {}));
  const setStep = (at: number, step: MacroStep) =>
    setDraft({ ...draft, actions: draft.actions.map((old, i) => (i === at ? step : old)) });

  async function save(event: React.FormEvent) {
    event.preventDefault();
    const { macroId, ...given } = draft;
    try {
      if (macroId) await api.macros.update.mutate({ macroId, ...given });
      else await api.macros.create.mutate(given);
      setError(null);
      setDraft(FRESH);
      showToast({ text: t("saved", { name: given.name }) });
      await reload();
    } catch (failed) {
      setError(failureOf(failed).message || t("offline"));
    }
  }
  const remove = (macroId: string) =>
    answerOf(async () => {
      await api.macros.delete.mutate({ macroId });
      await reload();
    }, t("offline"));
  return (
    <>
      <Section title={t(draft.macroId ? "edit" : "new")} lead={t("lead")}>
        <form onSubmit={save} className="flex flex-col gap-4">
          <Field label={t("name")} error={error}>
            {(control) => (
              <Input
                {...control}
                required
                maxLength={60}
                value={draft.name}
                onChange={(event) => setDraft({ ...draft, name: event.target.value })}
              />
            )}
          </Field>
          <ol aria-label={t("steps")} className="flex flex-col gap-2">
            {draft.actions.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps have no names of their own.
              <li key={at} className="flex items-start gap-2">
                <Select
                  aria-label={t("step", { number: at + 1 })}
                  value={stepKind(step)}
                  onChange={(event) => setStep(at, freshStep(event.target.value as StepKind))}
                  className="w-44 shrink-0"
                >
                  {STEP_KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`kinds.${kind}`)}
                    </option>
                  ))}
                </Select>
                <StepFields
                  step={step}
                  labels={props.labels}
                  people={props.people}
                  onChange={(next) => setStep(at, next)}
                />
                <IconButton
                  icon={X}
                  label={t("removeStep", { number: at + 1 })}
                  disabled={draft.actions.length === 1}
                  onClick={() =>
                    setDraft({ ...draft, actions: draft.actions.filter((_, other) => other !== at) })
                  }
                />
              </li>
            ))}
          </ol>
          <div className="flex flex-wrap items-center gap-3">
            <Button onClick={() => setDraft({ ...draft, actions: [...draft.actions, freshStep("resolve")] })}>
              {t("addStep")}
            </Button>
            {mayShare ? (
              <label className="flex items-center gap-2">
                <input
                  type="checkbox"
                  checked={draft.isShared}
                  onChange={(event) => setDraft({ ...draft, isShared: event.target.checked })}
                />
                {t("shared")}
              </label>
            ) : null}
            <Button type="submit" variant="primary" className="ml-auto">
              {t("save")}
            </Button>
          </div>
        </form>
      </Section>
      <Section title={t("all")}>
        {macros.length === 0 ? <p className="text-text-2">{t("empty")}</p> : null}
        <Rows label={t("all")}>
          {macros.map((macro) => (
            <KeptRow
              key={macro.id}
              isFixed={!macro.mayChange}
              wraps
              change={{
                label: t("change"),
                name: t("editOf", { name: macro.name }),
                onPress: () => {
                  const { id, name, isShared, actions } = macro;
                  setDraft({ macroId: id, name, isShared, actions });
                },
              }}
              remove={{
                label: t("delete"),
                name: t("deleteOf", { name: macro.name }),
                keep: t("keep"),
                question: t("deleteTitle", { name: macro.name }),
                consequence: t("deleteNext"),
                done: t("deleted", { name: macro.name }),
                action: () => remove(macro.id),
              }}
            >
              <span className="min-w-0 grow truncate font-medium">{macro.name}</span>
              <Badge>{t(macro.isShared ? "isShared" : "isOwn")}</Badge>
              <span className="num text-meta text-text-3">{t("count", { count: macro.actions.length })}</span>
            </KeptRow>
          ))}
        </Rows>
      </Section>
    </>
  );
}
