"use client";

import { useTranslations } from "next-intl";
import { useNames } from "./reference";
import { useRoute } from "./use-route";

/** What the list at hand is called. */
export function useListTitle(): string {
  const t = useTranslations("inbox");
  const { inboxes, labels, teams, views } = useNames();
  const { route } = useRoute();
  const { view, of, status } = route;
  const id = of ?? "";
  switch (view) {
    case "inbox":
      return inboxes.get(id)?.name ?? t("title");
    case "label":
      return labels.get(id)?.name ?? t("title");
    case "team":
      return teams.get(id)?.name ?? t("title");
    case "saved":
      return views.get(id)?.name ?? t("title");
    case "all":
      return status === "open" ? t("all") : t(`allOf.${status}`);
    default:
      return t(view);
  }
}
