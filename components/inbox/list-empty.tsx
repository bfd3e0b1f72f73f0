"use client";

import { Check, Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConversationView } from "../../server/modules/conversations/schema";
import { useKeysText } from "../commands/key-store";
import { useLive } from "../realtime/context";
import type { ListedStatus } from "../realtime/views";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Keys } from "../ui/kbd";
import { useRoute } from "./use-route";

/** An empty list says a fact and what happens next. */
export function ListEmpty({ view, status }: { view: ConversationView; status: ListedStatus }) {
  const t = useTranslations("inbox.empty");
  const unassigned = useLive((engine) => engine.model.counts.unassigned);
  const { go } = useRoute();
  const keys = useKeysText("unassigned");
  if (status === "resolved") return <Empty icon={Inbox} fact={t("resolvedFact")} next={t("resolvedNext")} />;
  if (view === "unassigned")
    return <Empty icon={Check} tone="success" fact={t("unassignedFact")} next={t("unassignedNext")} />;
  if (view === "all") return <Empty icon={Inbox} fact={t("allFact")} next={t("allNext")} />;
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
