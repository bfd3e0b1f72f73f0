"use client";

import { clsx } from "clsx";
import { Check, Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { openAct } from "./acts-store";
import { subjectOf } from "./row-menu";
import { selection, useIsTicked } from "./selection-store";

/**
 * What lies over a row: in the avatar's place a checkbox while it is pointed at, in focus or ticked, and at the right
 * the way to its menu. Both have their twins on the keyboard: X, and the keys of the menu.
 */
export default function RowActs({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations("acts.row");
  const { id, contact } = conversation;
  const isTicked = useIsTicked(id);
  const shy =
    "opacity-0 focus-visible:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100";
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a native box cannot fill the avatar's round place. */}
      <button
        type="button"
        role="checkbox"
        aria-checked={isTicked}
        aria-label={t("select", { name: contact.name })}
        tabIndex={-1}
        onClick={() => selection.toggle(id)}
        className={clsx(
          "absolute top-2.5 left-4 grid size-8 place-items-center rounded-full max-sm:top-3 max-sm:size-10",
          isTicked ? "opacity-100" : clsx(shy, "pointer-coarse:hidden"),
        )}
      >
        <span
          className={clsx(
            "grid size-4.5 place-items-center rounded-[5px] border",
            isTicked ? "border-primary bg-primary text-on-primary" : "border-border-strong",
          )}
        >
          {isTicked ? <Check aria-hidden="true" size={13} strokeWidth={2.5} /> : null}
        </span>
      </button>
      <button
        type="button"
        aria-label={t("more", { name: contact.name })}
        aria-haspopup="menu"
        tabIndex={-1}
        onClick={(event) => openAct("more", subjectOf(id), event.currentTarget)}
        className={clsx(
          "absolute right-2.5 bottom-1 grid size-5.5 place-items-center rounded-6 border border-border bg-surface text-text-2 hover:bg-hover hover:text-text pointer-coarse:hidden",
          shy,
        )}
      >
        <Ellipsis aria-hidden="true" size={14} strokeWidth={1.75} />
      </button>
    </>
  );
}
