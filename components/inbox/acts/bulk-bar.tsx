"use client";

import {
  AlarmClock,
  Check,
  Ellipsis,
  Flag,
  ListChecks,
  RotateCcw,
  Tag,
  UserPlus,
  UsersRound,
  X,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useLive } from "../../realtime/context";
import { IconButton } from "../../ui/icon-button";
import { useConversationActs } from "../use-conversation-acts";
import { type ActKind, openAct } from "./acts-store";
import { selection, shownIds, useSelection } from "./selection-store";

/** Over the head of the list while conversations are ticked: how many, and what can be done to all of them. */
export default function BulkBar() {
  const t = useTranslations("acts");
  const words = useTranslations("commands.words");
  const ticked = useSelection();
  const acts = useConversationActs();
  const shown = useLive(({ model }) => model.shown);
  const ids = [...ticked];
  const about = ids.flatMap((id) => shown.get(id) ?? []);
  const isResolved = about.length > 0 && about.every((c) => c.status === "resolved");
  const ask = (kind: ActKind) => (event: React.MouseEvent) => openAct(kind, ids, event.currentTarget);
  function setStatus(status: "open" | "resolved") {
    acts.run(about, { type: "status", status });
    selection.clear();
  }
  return (
    <div
      role="toolbar"
      aria-label={t("bulk.label")}
      className="appear absolute inset-x-0 top-0 z-10 flex h-[82px] flex-col justify-between border-border border-b bg-surface px-3 pt-2 pb-1.5 max-sm:h-auto max-sm:gap-1"
    >
      <div className="flex h-8 items-center gap-1 pl-1">
        <p role="status" className="num mr-auto font-semibold text-list">
          {t("selected", { count: ticked.size })}
        </p>
        <IconButton
          icon={ListChecks}
          label={t("bulk.all")}
          command="selectAll"
          onClick={() => selection.add(shownIds())}
        />
        <IconButton icon={X} label={t("bulk.clear")} onClick={selection.clear} />
      </div>
      <div className="flex items-center gap-0.5">
        {isResolved ? (
          acts.mayReopen ? (
            <IconButton
              icon={RotateCcw}
              label={t("bulk.reopen")}
              command="reopen"
              onClick={() => setStatus("open")}
            />
          ) : null
        ) : acts.mayResolve ? (
          <IconButton
            icon={Check}
            label={t("bulk.resolve")}
            command="resolve"
            onClick={() => setStatus("resolved")}
          />
        ) : null}
        <IconButton icon={AlarmClock} label={words("snooze")} command="snooze" onClick={ask("snooze")} />
        <IconButton icon={UserPlus} label={words("assign")} command="assign" onClick={ask("assign")} />
        <IconButton
          icon={UsersRound}
          label={words("assignTeam")}
          command="assignTeam"
          onClick={ask("assignTeam")}
        />
        <IconButton icon={Tag} label={words("label")} command="label" onClick={ask("label")} />
        <IconButton icon={Flag} label={words("priority")} command="priority" onClick={ask("priority")} />
        <IconButton
          icon={Ellipsis}
          label={t("bulk.more")}
          aria-haspopup="menu"
          className="ml-auto"
          onClick={ask("more")}
        />
      </div>
    </div>
  );
}
