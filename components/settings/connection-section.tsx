"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { DeliveryHealth } from "../../server/modules/deliveries/schema";
import type {
  AccountHealth as Account,
  CheckResult,
  ConnectionDetail,
  InboxSettings,
} from "../../server/modules/inboxes/schema";
import { useWorkspace } from "../realtime/context";
import { Button, buttonClass } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { showToast } from "../ui/toast-store";
import { AccountHealth } from "./account-health";
import { ChannelFields, formOf } from "./channel-fields";
import { CheckAnswer } from "./check-answer";
import { ConnectionHealth } from "./connection-health";
import { CopyLine } from "./copy-line";
import { Section } from "./section";
import { useSave } from "./use-save";

type Given = { inbox: InboxSettings; connection: ConnectionDetail; health: DeliveryHealth; account: Account };

/** How an inbox stands with its provider, what to put there, and the credentials to change. */
export function ConnectionSection({ inbox, connection, health, account }: Given) {
  const t = useTranslations("connection");
  const accountWords = useTranslations("account");
  const { me } = useWorkspace();
  const { channelName: channel, webhookUrl, verifyToken, canAnnounce, isAnnounced } = connection;
  return (
    <>
      <Section title={t("health")}>
        <ConnectionHealth inbox={inbox} health={health} />
        <p className="mt-4">
          <NavLink
            href={`/t/${me.tenant.slug}/settings/inboxes/${inbox.id}/deliveries`}
            className={buttonClass({})}
          >
            {t("deliveries")}
          </NavLink>
        </p>
      </Section>
      {connection.isWatched ? (
        <Section title={accountWords("title", { channel })} lead={accountWords("lead")}>
          <AccountHealth inboxId={inbox.id} known={account} />
        </Section>
      ) : null}
      <Section
        title={t("address", { channel })}
        lead={t(isAnnounced ? "addressDone" : canAnnounce ? "addressUnknown" : "addressToDo", { channel })}
      >
        <p className="mb-1 font-medium text-body">{t("webhookUrl")}</p>
        <CopyLine label={t("webhookUrl")} line={webhookUrl} />
        {verifyToken ? (
          <>
            <p className="mt-4 mb-1 font-medium text-body">{t("verifyToken")}</p>
            <CopyLine label={t("verifyToken")} line={verifyToken} />
          </>
        ) : null}
      </Section>
      <CredentialsSection
        key={JSON.stringify(connection.fields)}
        inboxId={inbox.id}
        connection={connection}
      />
    </>
  );
}

/** The credentials, saved once the provider has taken them. */
function CredentialsSection({ inboxId, connection }: { inboxId: string; connection: ConnectionDetail }) {
  const t = useTranslations("connection");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const { fields, channel, channelName, canAnnounce } = connection;
  const kept = formOf(fields);
  const [values, setValues] = useState(kept);
  const [answer, setAnswer] = useState<CheckResult | null>(null);
  const isDirty = JSON.stringify(values) !== JSON.stringify(kept);
  const form = useRef<HTMLFormElement>(null);
  const isMending = useSearchParams().has("mend");
  // Whoever comes to mend it writes the secret anew.
  useEffect(() => {
    if (!isMending) return;
    const fields = [...(form.current?.querySelectorAll("input") ?? [])];
    const secret = fields.find(({ type }) => type === "password") ?? fields[0];
    // To the top: what is above may still grow.
    form.current?.scrollIntoView();
    secret?.focus({ preventScroll: true });
    window.history.replaceState(null, "", window.location.pathname);
  }, [isMending]);

  function test() {
    setAnswer(null);
    const given = { channel, credentials: values, inboxId };
    save(async () => setAnswer(await api.inboxes.check.mutate(given)), {});
  }
  async function store() {
    const { warning } = await api.inboxes.changeCredentials.mutate({ inboxId, credentials: values });
    if (warning) showToast({ tone: "problem", text: warning });
    else showToast({ text: t("saved") });
  }
  async function announce() {
    const { warning } = await api.inboxes.announce.mutate({ inboxId });
    showToast(
      warning ? { tone: "problem", text: warning } : { text: t("announced", { channel: channelName }) },
    );
  }
  return (
    <Section title={t("credentials")} lead={t("credentialsLead")}>
      <form
        ref={form}
        noValidate
        className="flex scroll-mt-32 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(store, { after: () => setValues(kept) });
        }}
      >
        <ChannelFields fields={fields} values={values} errors={errors} onChange={setValues} />
        <CheckAnswer answer={answer} />
        <div className="flex flex-wrap gap-2">
          <Button busy={isBusy} onClick={test}>
            {t("test")}
          </Button>
          {canAnnounce ? (
            <Button busy={isBusy} onClick={() => save(announce, {})}>
              {t("announce")}
            </Button>
          ) : null}
          {isDirty ? (
            <Button type="submit" variant="primary" busy={isBusy} className="sm:ml-auto">
              {t("save")}
            </Button>
          ) : null}
        </div>
      </form>
    </Section>
  );
}
