"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { LinkCode, OwnLink } from "../../server/modules/bridge/schema";
import { useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { CopyLine } from "./copy-line";
import { Section } from "./section";
import { useSave } from "./use-save";

/** Who one is in the team's group: said to the bot by a code, once. */
export function BridgeLink({ link }: { link: OwnLink }) {
  const t = useTranslations("bridge");
  const { api } = useWorkspace();
  const reader = useReader();
  const { isBusy, save } = useSave();
  const [code, setCode] = useState<LinkCode | null>(null);
  const { channelName: channel, botName: bot, personName } = link;
  return (
    <Section title={t("own", { channel })} lead={t("ownLead", { channel })}>
      <div className="flex flex-col items-start gap-4">
        {personName ? (
          <p>{t("ownIs", { name: personName, channel })}</p>
        ) : (
          <p className="text-text-2">{t("ownIsNot")}</p>
        )}
        {code ? (
          <div role="status" className="flex w-full flex-col gap-2">
            <CopyLine label={t("code")} line={`/start ${code.code}`} />
            <p className="text-text-2">
              {t.rich("codeNext", {
                bot,
                time: formatTime(code.endsAt, reader),
                open: (words) => (
                  <a
                    href={code.url}
                    target="_blank"
                    rel="noreferrer"
                    className="font-medium text-primary-text"
                  >
                    {words}
                  </a>
                ),
              })}
            </p>
          </div>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            busy={isBusy}
            onClick={() => save(async () => setCode(await api.bridge.makeCode.mutate()), {})}
          >
            {t(personName ? "linkAnother" : "makeCode")}
          </Button>
          {personName ? (
            <Button
              busy={isBusy}
              onClick={() => save(() => api.bridge.unlink.mutate(), { done: t("unlinked") })}
            >
              {t("unlink")}
            </Button>
          ) : null}
        </div>
      </div>
    </Section>
  );
}
