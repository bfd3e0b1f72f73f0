"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelListed, CheckResult } from "../../server/modules/inboxes/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { showToast } from "../ui/toast-store";
import { ChannelChoice } from "./channel-choice";
import { ChannelFields, formOf } from "./channel-fields";
import { CheckAnswer } from "./check-answer";
import { CopyLine } from "./copy-line";
import type { SignedUp } from "./meta-sign-up";
import { RiskConsent } from "./risk-consent";
import { SignUpButton } from "./sign-up-button";
import { useSave } from "./use-save";

/** The button that makes one more inbox of any channel, and leads to its settings. `isNew`: somebody came here to make one. */
export function NewInbox({ isNew, channels }: { isNew: boolean; channels: readonly Choice[] }) {
  const t = useTranslations("newInbox");
  const { me } = useWorkspace();
  const [isOpen, setOpen] = useState(isNew);
  if (!me.member.permissions.includes("channel_create")) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
      {isOpen ? <NewInboxDialog channels={channels} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

type Choice = ChannelListed & { needsConsent: boolean };
type Connected = { inboxId: string; warning: string | null; made: { label: string; value: string }[] };

/** What was made for the other side to know: nobody sees it again, so that Esc does not take it away. */
function MadeSecrets({ made, onClose }: Pick<Connected, "made"> & { onClose: () => void }) {
  const t = useTranslations("newInbox");
  return (
    <Dialog title={t("secretTitle")} onClose={onClose} isWide isDirty>
      <p className="mb-4">{t("secretLead")}</p>
      {made.map(({ label, value }) => (
        <div key={label} className="mb-4">
          <p className="mb-1 font-medium text-body">{label}</p>
          <CopyLine label={label} line={value} />
        </div>
      ))}
      <div className="flex justify-end">
        <Button onClick={onClose}>{t("secretKept")}</Button>
      </div>
    </Dialog>
  );
}

function NewInboxDialog({ channels, onClose }: { channels: readonly Choice[]; onClose: () => void }) {
  const t = useTranslations("newInbox");
  const { api, me } = useWorkspace();
  const router = useRouter();
  const { isBusy, errors, save } = useSave();
  const [channel, setChannel] = useState(channels[0]!);
  const [name, setName] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const [answer, setAnswer] = useState<CheckResult | null>(null);
  const [connected, setConnected] = useState<Connected | null>(null);
  const [acceptsRisk, setAcceptsRisk] = useState(false);
  const { key, fields } = channel;

  function choose(next: Choice) {
    setChannel(next);
    setValues(formOf(next.fields));
    setAnswer(null);
  }
  function submit(event: React.FormEvent) {
    event.preventDefault();
    let now: Connected = { inboxId: "", warning: null, made: [] };
    save(
      async () => {
        now =
          fields.length > 0
            ? await api.inboxes.connect.mutate({ channel: key, name, credentials: values, acceptsRisk })
            : { ...now, ...(await api.inboxes.create.mutate({ name })) };
      },
      { done: t("made", { name }), after: () => (now.made.length ? setConnected(now) : goOn(now)) },
    );
  }
  function goOn({ inboxId, warning }: Connected) {
    if (warning) showToast({ tone: "problem", text: warning });
    router.push(`/t/${me.tenant.slug}/settings/inboxes/${inboxId}`);
  }
  /** What the provider's own page has handed over. */
  function signedUp(signed: SignedUp) {
    let now: Connected = { inboxId: "", warning: null, made: [] };
    const input = { ...signed, channel: key, name };
    save(
      async () => {
        now = await api.inboxes.signUp.mutate(input);
      },
      { done: t("made", { name }), after: () => goOn(now) },
    );
  }
  function test() {
    setAnswer(null);
    save(async () => setAnswer(await api.inboxes.check.mutate({ channel: key, credentials: values })), {});
  }
  if (connected) return <MadeSecrets made={connected.made} onClose={() => goOn(connected)} />;
  const isDirty = name !== "" || Object.values(values).some(Boolean);
  return (
    <Dialog title={t("title")} onClose={onClose} isDirty={isDirty} isWide>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <ChannelChoice channels={channels} chosen={key} onChoose={choose} />
        <Field label={t("name")} hint={t("hint")} error={errors.name}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={60}
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <SignUpButton channel={key} name={name} isBusy={isBusy} onSigned={signedUp} />
        <ChannelFields fields={fields} values={values} errors={errors} onChange={setValues} />
        {channel.needsConsent ? (
          <RiskConsent error={errors.acceptsRisk} isAccepted={acceptsRisk} onChange={setAcceptsRisk} />
        ) : null}
        <CheckAnswer answer={answer} />
        <div className="flex flex-wrap justify-end gap-2">
          {fields.length > 0 ? (
            <Button busy={isBusy} onClick={test} className="sm:mr-auto">
              {t("test")}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" busy={isBusy}>
            {t(fields.length > 0 ? "connect" : "make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
