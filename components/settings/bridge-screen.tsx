"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BridgeDetail, DeskListed } from "../../server/modules/bridge/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { answerOf } from "./answer-of";
import { BridgeGroup } from "./bridge-group";
import { BridgeHealth } from "./bridge-health";
import { ChannelFields, formOf } from "./channel-fields";
import { ConfirmButton } from "./confirm-button";
import { PageHead } from "./page-head";
import { Rows, Section, SettingsColumn } from "./section";
import { useSave } from "./use-save";

/** A bot, its group, who answers from there, and how it stands. */
export function BridgeScreen({ bridge, desks }: { bridge: BridgeDetail | null; desks: DeskListed[] }) {
  const t = useTranslations("bridge");
  const { me } = useWorkspace();
  const mayManage = me.member.permissions.includes("integration_manage");
  const [desk] = desks;
  return (
    <>
      <PageHead title={t("title")} />
      <SettingsColumn>
        <p className="mb-6 text-text-2">{t("lead")}</p>
        {bridge ? (
          <Section title={t("health")}>
            <BridgeHealth bridge={bridge} mayManage={mayManage} />
          </Section>
        ) : null}
        {desk && mayManage ? <BotSection key={bridge?.botName} bridge={bridge} desk={desk} /> : null}
        {bridge && mayManage ? <BridgeGroup key={bridge.group?.id} bridge={bridge} /> : null}
        {bridge?.group ? <LinkedSection bridge={bridge} /> : null}
        {bridge && mayManage ? <RemoveSection bridge={bridge} /> : null}
        {!bridge && !mayManage ? <p className="text-text-2">{t("none")}</p> : null}
      </SettingsColumn>
    </>
  );
}

function BotSection({ bridge, desk }: { bridge: BridgeDetail | null; desk: DeskListed }) {
  const t = useTranslations("bridge");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const fields = bridge?.fields ?? desk.fields;
  const [values, setValues] = useState(formOf(fields));
  const connect = () => api.bridge.connect.mutate({ channel: desk.channel, credentials: values });
  return (
    <Section title={t("bot")} lead={t("botLead")}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(connect, { done: t("connected"), after: () => setValues(formOf(fields)) });
        }}
      >
        <ChannelFields fields={fields} values={values} errors={errors} onChange={setValues} />
        <Button type="submit" variant={bridge ? "default" : "primary"} busy={isBusy} className="self-start">
          {t(bridge ? "connectAgain" : "connect")}
        </Button>
      </form>
    </Section>
  );
}

function LinkedSection({ bridge: { linked, channelName } }: { bridge: BridgeDetail }) {
  const t = useTranslations("bridge");
  return (
    <Section title={t("linked")} lead={t("linkedLead", { channel: channelName })}>
      {linked.length === 0 ? (
        <p className="text-text-2">{t("nobody")}</p>
      ) : (
        <Rows label={t("linked")}>
          {linked.map(({ memberId, name, personName }) => (
            <li key={memberId} className="flex justify-between gap-3 py-3">
              <span className="font-medium">{name}</span>
              <span className="text-text-2">{personName}</span>
            </li>
          ))}
        </Rows>
      )}
    </Section>
  );
}

function RemoveSection({ bridge: { botName } }: { bridge: BridgeDetail }) {
  const t = useTranslations("bridge");
  const { api } = useWorkspace();
  const { save } = useSave();
  return (
    <Section title={t("remove")} lead={t("removeLead")}>
      <ConfirmButton
        label={t("remove")}
        keep={t("keep")}
        question={t("removeQuestion", { bot: botName })}
        consequence={t("removeLead")}
        done={t("removed")}
        action={async () => {
          const answer = await answerOf(() => api.bridge.remove.mutate(), t("offline"));
          if (!answer) save(async () => {}, {});
          return answer;
        }}
      />
    </Section>
  );
}
