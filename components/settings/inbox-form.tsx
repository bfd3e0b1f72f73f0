"use client";

import { useTranslations } from "next-intl";
import { DEFAULT_HOURS } from "../../server/core/hours";
import type { InboxSettings, InboxWorkflow } from "../../server/modules/inboxes/schema";
import type { RatingLook } from "../../server/modules/messages/schema";
import { ASSIGNMENTS, type Assignment } from "../../server/modules/tenants/schema";
import { Checkbox } from "../forms/checkbox";
import { PickMany } from "../forms/pick-many";
import { ChannelTile } from "../inbox/channel";
import { useWorkspace } from "../realtime/context";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { SectionError } from "./business-form";
import { HoursEditor } from "./hours-editor";
import { InboxSwitch } from "./inbox-switch";
import { PageHead } from "./page-head";
import { SaidField } from "./said-field";
import { Section, SettingsColumn } from "./section";
import { standingOf } from "./standing";
import { StandingBadge } from "./standing-badge";
import { useKeptForm } from "./use-kept-form";
import { useSave } from "./use-save";

/** How one inbox works and who works in it. One Save for the page. */
export function InboxForm(props: {
  inbox: InboxSettings;
  members: readonly { id: string; name: string }[];
  mayConfigure: boolean;
  mayManageTeam: boolean;
  /** The line to put into a website, where the channel has one. */
  install: React.ReactNode;
  /** How it stands with its provider, where the channel has one. */
  connection?: React.ReactNode;
}) {
  const t = useTranslations("inboxSettings");
  const { api, me } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const { inbox } = props;
  const given = { name: inbox.name, memberIds: inbox.memberIds, workflow: inbox.workflow };
  const { stored, form, setForm, isDirty, saved } = useKeptForm(given);
  const { name, memberIds, workflow } = form;
  const change = (part: Partial<typeof given>) => setForm((old) => ({ ...old, ...part }));
  const set = (part: Partial<InboxWorkflow>) =>
    setForm((old) => ({ ...old, workflow: { ...old.workflow, ...part } }));

  async function store() {
    const inboxId = inbox.id;
    if (props.mayConfigure) await api.inboxes.update.mutate({ inboxId, name, ...workflow });
    if (props.mayManageTeam) await api.inboxes.setMembers.mutate({ inboxId, memberIds });
  }
  return (
    <>
      <PageHead
        title={stored.name}
        crumbs={[{ label: t("all"), href: `/t/${me.tenant.slug}/settings/inboxes` }]}
        mark={<ChannelTile glyph={inbox.glyph} />}
        states={
          <span className="flex shrink-0 gap-2 max-sm:hidden">
            {inbox.isUnofficial ? <Badge tone="warning">{t("unofficial")}</Badge> : null}
            <StandingBadge standing={standingOf(inbox)} />
          </span>
        }
      >
        {isDirty ? (
          <>
            <Button onClick={() => setForm(stored)}>{t("discard")}</Button>
            <Button
              variant="primary"
              busy={isBusy}
              onClick={() => save(store, { done: t("saved"), after: saved })}
            >
              {t("save")}
            </Button>
          </>
        ) : null}
      </PageHead>
      <SettingsColumn>
        {props.connection ? <div className="mb-8">{props.connection}</div> : null}
        <fieldset disabled={!props.mayConfigure} className="min-w-0">
          {props.mayConfigure ? null : <p className="mb-4 text-text-2">{t("readOnly")}</p>}
          <Section title={t("general")}>
            <Field label={t("name")} error={errors.name}>
              {(control) => (
                <Input {...control} value={name} onChange={(e) => change({ name: e.target.value })} />
              )}
            </Field>
          </Section>
          <Section title={t("assignment")} lead={t("assignmentLead")}>
            <Field label={t("assignmentRule")} hint={t(`assignmentHints.${workflow.assignment}`)}>
              {(control) => (
                <Select
                  {...control}
                  value={workflow.assignment}
                  onChange={(e) => set({ assignment: e.target.value as Assignment })}
                >
                  {ASSIGNMENTS.map((key) => (
                    <option key={key} value={key}>
                      {t(`assignments.${key}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </Section>
          <Section title={t("words")}>
            <div className="flex flex-col gap-5">
              <SaidField
                label={t("greetingOn")}
                text={t("greeting")}
                hint={t("greetingHint")}
                value={workflow.greeting}
                onChange={(greeting) => set({ greeting })}
              />
              <SaidField
                label={t("awayOn")}
                text={t("away")}
                hint={t("awayHint")}
                value={workflow.awayReply}
                onChange={(awayReply) => set({ awayReply })}
              />
            </div>
          </Section>
          <Section title={t("hours")} lead={t("hoursLead")}>
            <Checkbox
              label={t("ownHours")}
              checked={workflow.hours !== null}
              onChange={(e) => set({ hours: e.target.checked ? { ...DEFAULT_HOURS, isOn: true } : null })}
            />
            {workflow.hours ? (
              <div className="mt-4">
                <HoursEditor hours={workflow.hours} onChange={(hours) => set({ hours })} />
              </div>
            ) : null}
            <SectionError errors={errors} of="hours" />
          </Section>
          {inbox.canAskRating ? (
            <Section title={t("rating")} lead={t("ratingLead")}>
              <SaidField
                label={t("ratingOn")}
                text={t("question")}
                value={{ isOn: workflow.rating.isOn, text: workflow.rating.question }}
                onChange={({ isOn, text }) =>
                  set({
                    rating: { ...workflow.rating, isOn, question: text || (isOn ? t("questionText") : "") },
                  })
                }
              />
              {workflow.rating.isOn ? (
                <div className="mt-4">
                  <Field label={t("ratingLook")}>
                    {(control) => (
                      <Select
                        {...control}
                        value={workflow.rating.look}
                        onChange={(e) =>
                          set({ rating: { ...workflow.rating, look: e.target.value as RatingLook } })
                        }
                      >
                        <option value="faces">{t("looks.faces")}</option>
                        <option value="stars">{t("looks.stars")}</option>
                      </Select>
                    )}
                  </Field>
                </div>
              ) : null}
              <SectionError errors={errors} of="rating" />
            </Section>
          ) : null}
        </fieldset>
        <Section title={t("members")} lead={t("membersLead")}>
          <PickMany
            label={t("membersOf", { name: stored.name })}
            options={props.members}
            chosen={memberIds}
            onChange={(next) => change({ memberIds: next })}
            disabled={!props.mayManageTeam}
          />
        </Section>
        {props.install}
        {props.mayConfigure ? <InboxSwitch inbox={inbox} /> : null}
      </SettingsColumn>
    </>
  );
}
