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
import { useSave } from "./use-save";

/** The button that makes one more inbox of any channel, and leads to its settings. `isNew`: somebody came here to make one. */
export function NewInbox({ isNew, channels }: { isNew: boolean; channels: readonly ChannelListed[] }) {
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

function NewInboxDialog({ channels, onClose }: { channels: readonly ChannelListed[]; onClose: () => void }) {
  const t = useTranslations("newInbox");
  const { api, me } = useWorkspace();
  const router = useRouter();
  const { isBusy, errors, save } = useSave();
  const [channel, setChannel] = useState(channels[0]!);
  const [name, setName] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const [answer, setAnswer] = useState<CheckResult | null>(null);
  const { key, fields } = channel;

  function choose(next: ChannelListed) {
    setChannel(next);
    setValues(formOf(next.fields));
    setAnswer(null);
  }
  function submit(event: React.FormEvent) {
    event.preventDefault();
    let made = { inboxId: "", warning: null as string | null };
    save(
      async () => {
        made =
          fields.length > 0
            ? await api.inboxes.connect.mutate({ channel: key, name, credentials: values })
            : { ...(await api.inboxes.create.mutate({ name })), warning: null };
      },
      {
        done: t("made", { name }),
        after: () => {
          if (made.warning) showToast({ tone: "problem", text: made.warning });
          router.push(`/t/${me.tenant.slug}/settings/inboxes/${made.inboxId}`);
        },
      },
    );
  }
  function test() {
    setAnswer(null);
    save(async () => setAnswer(await api.inboxes.check.mutate({ channel: key, credentials: values })), {});
  }
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
        <ChannelFields fields={fields} values={values} errors={errors} onChange={setValues} />
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
