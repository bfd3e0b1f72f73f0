"use client";

import { useTranslations } from "next-intl";
import type { ActivityData } from "../../../server/modules/messages/schema";
import { useNow } from "../../i18n/clock";
import { useWorkspace } from "../../realtime/context";
import { isPlainClick } from "../../ui/nav-link";
import { useRoute } from "../use-route";

const UNDO_MS = 14 * 86_400_000;

/** From the line of a merge or a split to the other conversation, and for 14 days its undo. */
export default function MoveLinks(props: {
  fact: Extract<ActivityData, { conversationId: string }>;
  at: string;
}) {
  const t = useTranslations("acts");
  const workspace = useWorkspace();
  const { href, go } = useRoute();
  const now = useNow();
  const { fact, at } = props;
  const to = { conversationId: fact.conversationId };
  const undoId = "undoId" in fact && now - Date.parse(at) < UNDO_MS ? fact.undoId : null;
  // What went into this one is empty and leads back here.
  const leads = fact.type !== "merged" && fact.type !== "rejoined";
  const look = "font-medium text-primary-text hover:underline";
  return (
    <>
      {leads ? (
        <>
          {" · "}
          <a
            href={href(to)}
            className={look}
            onClick={(event) => {
              if (!isPlainClick(event)) return;
              event.preventDefault();
              go(to);
            }}
          >
            {t("move.open", { number: fact.number })}
          </a>
        </>
      ) : null}
      {undoId ? (
        <>
          {" · "}
          <button
            type="button"
            className={look}
            onClick={() => void import("./move").then(({ undoMove }) => undoMove({ workspace, t }, undoId))}
          >
            {t("move.undo")}
          </button>
        </>
      ) : null}
    </>
  );
}
