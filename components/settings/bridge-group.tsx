"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BridgeDetail } from "../../server/modules/bridge/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Section } from "./section";
import { useSave } from "./use-save";

/** The group whose topics are the conversations: one that the bot was put into, or any by its id. */
export function BridgeGroup({ bridge }: { bridge: BridgeDetail }) {
  const t = useTranslations("bridge");
  const { api } = useWorkspace();
  const router = useRouter();
  const { isBusy, errors, save } = useSave();
  const [group, setGroup] = useState(bridge.group?.id ?? "");
  const { groups, botName } = bridge;
  return (
    <Section title={t("group")} lead={t("groupLead", { bot: botName })}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(() => api.bridge.chooseGroup.mutate({ group }), { done: t("groupChosen") });
        }}
      >
        {groups.length > 0 ? (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 font-medium text-body">{t("heard")}</legend>
            {groups.map(({ id, title, hasTopics, mayKeepTopics }) => (
              <label key={id} className="flex items-start gap-2">
                <input
                  type="radio"
                  name="group"
                  checked={group === id}
                  onChange={() => setGroup(id)}
                  className="mt-1"
                />
                <span>
                  {title}
                  <span className="block text-meta text-text-3">
                    {t(!hasTopics ? "noTopics" : mayKeepTopics ? "ready" : "noRight")}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
        ) : (
          <p className="text-text-2">{t("noneHeard")}</p>
        )}
        <Field label={t("groupId")} hint={t("groupIdHint")} error={errors.group}>
          {(control) => (
            <Input
              {...control}
              value={group}
              placeholder="-1002000000001"
              onChange={(event) => setGroup(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" busy={isBusy}>
            {t("useGroup")}
          </Button>
          <Button onClick={() => router.refresh()}>{t("lookAgain")}</Button>
        </div>
      </form>
    </Section>
  );
}
