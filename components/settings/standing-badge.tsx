"use client";

import { useTranslations } from "next-intl";
import { Badge } from "../ui/badge";
import { STANDING_TONES, type Standing } from "./standing";

/** How an inbox stands, in a pill; nothing where there is nothing to say. */
export function StandingBadge({ standing }: { standing: Standing }) {
  const t = useTranslations("connection.states");
  return standing ? <Badge tone={STANDING_TONES[standing]}>{t(standing)}</Badge> : null;
}
