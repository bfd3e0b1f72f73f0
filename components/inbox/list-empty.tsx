"use client";

import { Check, Inbox, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useKeysText } from "../commands/key-store";
import { useLive, useWorkspace } from "../realtime/context";
import type { Want } from "../realtime/views";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Keys } from "../ui/kbd";
import { useRoute } from "./use-route";

/** An empty list says a fact and what happens next. */
export default function ListEmpty({ want }: { want: Want }) {
  const { view, status } = want;
  const t = useTranslations("inbox.empty");
  const unassigned = useLive((engine) => engine.model.counts.unassigned);
  const { me } = useWorkspace();
  const { go } = useRoute();
  const keys = useKeysText("unassigned");
  if (me.tenant.isNew) return <Empty icon={Inbox} fact={t("newFact")} next={t("allNext")} />;
  if (want.filter || view === "saved") {
    return (
      <Empty icon={SearchX} fact={t("filteredFact")} next={t("filteredNext")}>
        {want.filter ? <Button onClick={() => go({ filter: null })}>{t("clearFilter")}</Button> : null}
      </Empty>
    );
  }
  if (view === "mentions" || view === "closing" || view === "snoozed" || view === "unattended")
    return <Empty icon={Check} tone="success" fact={t(`${view}Fact`)} next={t(`${view}Next`)} />;
  if (status === "resolved") return <Empty icon={Inbox} fact={t("resolvedFact")} next={t("resolvedNext")} />;
  if (view === "unassigned")
    return <Empty icon={Check} tone="success" fact={t("unassignedFact")} next={t("unassignedNext")} />;
  if (view !== "mine") return <Empty icon={Inbox} fact={t("allFact")} next={t("allNext")} />;
  return (
    <Empty icon={Check} tone="success" fact={t("mineFact")} next={t("mineNext", { count: unassigned })}>
      {unassigned > 0 ? (
        <>
          <Button onClick={() => go({ view: "unassigned" })}>{t("seeUnassigned")}</Button>
          <span aria-hidden="true" className="max-sm:hidden">
            {keys ? <Keys keys={keys} /> : null}
          </span>
        </>
      ) : null}
    </Empty>
  );
}
