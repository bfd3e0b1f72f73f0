"use client";

import { LocateFixed } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { useWorkspace } from "../../realtime/context";
import { failureOf } from "../../trpc/failure";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { newClientId } from "./ask-form";
import { EMPTY_SHARE, placeOf, type ShareForm, shareOf } from "./share-form";

/** A place or somebody's card for the customer: what their app can open, where the channel carries it, and words elsewhere. */
export default function ShareDialog(props: { conversation: ConversationSummary; onClose: () => void }) {
  const t = useTranslations("asks");
  const { api } = useWorkspace();
  const [form, setForm] = useState<ShareForm>(EMPTY_SHARE);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [clientId] = useState(newClientId);
  const share = shareOf(form);
  const set = (part: Partial<ShareForm>) => {
    setForm((old) => ({ ...old, ...part }));
    setError(undefined);
  };
  const text = (name: Exclude<keyof ShareForm, "kind">, label: string, more: object = {}) => (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          {...more}
          value={form[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );

  async function send(event: React.FormEvent) {
    event.preventDefault();
    // What is wrong with a place that was written stands under it already.
    if (!share && form.kind === "location" && form.place) return;
    if (!share) return setError(t(form.kind === "location" ? "noPlace" : "noCard"));
    setBusy(true);
    try {
      const at = { conversationId: props.conversation.id, clientId, kind: "outgoing" as const };
      await api.messages.send.mutate({ ...at, content: "", share });
      props.onClose();
    } catch (failed) {
      setError(failureOf(failed).message || t("offline"));
      setBusy(false);
    }
  }
  function locate() {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => set({ place: `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}` }),
      () => setError(t("notLocated")),
      { timeout: 10_000 },
    );
  }
  return (
    <Dialog
      isDirty={form !== EMPTY_SHARE}
      title={t("shareTitle", { name: props.conversation.contact.name })}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="submit" form="share" variant="primary" busy={isBusy}>
            {t("send")}
          </Button>
        </>
      }
    >
      <form id="share" onSubmit={send} noValidate className="flex flex-col gap-4">
        <Field label={t("kind")}>
          {(control) => (
            <Select
              {...control}
              value={form.kind}
              onChange={(event) => set({ kind: event.target.value as ShareForm["kind"] })}
            >
              <option value="location">{t("kinds.location")}</option>
              <option value="contacts">{t("kinds.contacts")}</option>
            </Select>
          )}
        </Field>
        {form.kind === "location" ? (
          <>
            <Field
              label={t("place")}
              hint={t("placeHint")}
              error={form.place && !placeOf(form.place) ? t("noPlace") : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  value={form.place}
                  onChange={(event) => set({ place: event.target.value })}
                />
              )}
            </Field>
            <Button
              onClick={locate}
              className="self-start"
              icon={<LocateFixed aria-hidden="true" size={14} strokeWidth={1.75} />}
            >
              {t("whereIAm")}
            </Button>
            {text("name", t("placeName"), { maxLength: 100 })}
            {text("address", t("placeAddress"), { maxLength: 200 })}
          </>
        ) : (
          <>
            {text("name", t("personName"), { maxLength: 100 })}
            {text("phone", t("personPhone"), { type: "tel", maxLength: 40 })}
            {text("email", t("personEmail"), { type: "email", maxLength: 200 })}
          </>
        )}
        {error ? (
          <p role="alert" className="text-danger-text text-meta">
            {error}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
