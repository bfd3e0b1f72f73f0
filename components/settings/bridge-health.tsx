"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BridgeDetail } from "../../server/modules/bridge/schema";
import type { CheckResult } from "../../server/modules/inboxes/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { CheckAnswer } from "./check-answer";
import { useSave } from "./use-save";

const TONES = { paused: "danger", works: "success", waiting: "info" } as const;

/** Whether conversations reach their topics, and when the group was last heard. */
export function BridgeHealth({ bridge, mayManage }: { bridge: BridgeDetail; mayManage: boolean }) {
  const t = useTranslations("bridge");
  const { api } = useWorkspace();
  const reader = useReader();
  const { isBusy, save } = useSave();
  const [answer, setAnswer] = useState<CheckResult | null>(null);
  const { pausedFor, group, lastHeardAt, topics, botName } = bridge;
  const state = pausedFor ? "paused" : group ? "works" : "waiting";
  const resume = (
    <Button
      size="sm"
      busy={isBusy}
      onClick={() => save(() => api.bridge.resume.mutate(), { done: t("resumed") })}
    >
      {t("resume")}
    </Button>
  );
  const facts = [
    [
      t("state"),
      <Badge key="state" tone={TONES[state]}>
        {t(`states.${state}`)}
      </Badge>,
    ],
    [t("bot"), `@${botName}`],
    [t("group"), group?.title ?? t("noGroup")],
    [t("topics"), String(topics)],
    [t("lastHeard"), lastHeardAt ? formatDateTime(lastHeardAt, reader) : t("never")],
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      {pausedFor ? (
        <Banner tone="danger" fact={pausedFor.reason} action={mayManage ? resume : null}>
          {pausedFor.fix} {t("pausedNext")}
        </Banner>
      ) : null}
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 text-body">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-text-2">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CheckAnswer answer={answer} />
      {mayManage ? (
        <Button
          busy={isBusy}
          className="self-start"
          onClick={() => save(async () => setAnswer(await api.bridge.check.mutate()), {})}
        >
          {t("test")}
        </Button>
      ) : null}
    </div>
  );
}
