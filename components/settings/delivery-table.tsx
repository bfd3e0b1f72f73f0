"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { DeliveryListed, DeliveryState } from "../../server/modules/deliveries/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";

const TONES: Record<DeliveryState, Tone> = {
  received: "info",
  processed: "success",
  ignored: "neutral",
  failed: "danger",
};

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const t = useTranslations("deliveries.states");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}

/** One row a request; below 640 px each is a card. */
export function DeliveryTable(props: { items: readonly DeliveryListed[]; onOpen: (id: string) => void }) {
  const t = useTranslations("deliveries");
  const format = useFormatter();
  const reader = useReader();
  const cell = "px-3 py-2 align-top max-sm:block max-sm:border-0 max-sm:px-0 max-sm:py-0.5";
  return (
    <table className="w-full border-separate border-spacing-0 rounded-12 border border-border text-left text-body max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="h-8 text-text-2 text-meta">
          {(["received", "state", "says", "size", "open"] as const).map((name) => (
            <th key={name} scope="col" className="px-3 font-medium last:w-0">
              {name === "open" ? <span className="sr-only">{t("columns.open")}</span> : t(`columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {props.items.map(({ id, state, reason, attempts, size, receivedAt }) => (
          <tr
            key={id}
            className="h-10 hover:bg-hover max-sm:block max-sm:h-auto max-sm:border-border max-sm:border-t max-sm:p-3 *:border-border *:border-t"
          >
            <td className={`${cell} num whitespace-nowrap`}>
              <time dateTime={receivedAt}>{formatDateTime(receivedAt, reader)}</time>
            </td>
            <td className={cell}>
              <DeliveryBadge state={state} />
            </td>
            <td className={`${cell} break-words text-text-2 sm:max-w-80`}>
              {reason || t(attempts > 1 ? "again" : "fine", { attempts })}
            </td>
            <td className={`${cell} num whitespace-nowrap text-text-2`}>
              {t("bytes", { size: format.number(size) })}
            </td>
            <td className={`${cell} whitespace-nowrap`}>
              <Button
                size="sm"
                aria-label={t("openOne", { time: formatDateTime(receivedAt, reader) })}
                onClick={() => props.onOpen(id)}
              >
                {t("open")}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
