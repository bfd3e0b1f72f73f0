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

/** What a delivery says, a line each. */
export function DeliveryLines({ about, state }: Pick<DeliveryListed, "about" | "state">) {
  const t = useTranslations("deliveries");
  if (!about) return <p className="text-text-2">{t(state === "received" ? "nothingYet" : "notTold")}</p>;
  return (
    <>
      {about.lines.map(({ what, who, detail }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change their places
        <p key={at}>{t(`about.${what}`, { who: who ?? "none", detail: detail ?? "none" })}</p>
      ))}
      {about.more ? <p className="text-text-2">{t("more", { more: about.more })}</p> : null}
    </>
  );
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
          {(["received", "about", "state", "size", "open"] as const).map((name) => (
            <th key={name} scope="col" className="px-3 font-medium last:w-0">
              {name === "open" ? <span className="sr-only">{t("columns.open")}</span> : t(`columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {props.items.map(({ id, state, reason, about, attempts, size, receivedAt }) => (
          <tr
            key={id}
            className="h-10 hover:bg-hover max-sm:block max-sm:h-auto max-sm:border-border max-sm:border-t max-sm:p-3 *:border-border *:border-t"
          >
            <td className={`${cell} num whitespace-nowrap`}>
              <time dateTime={receivedAt}>{formatDateTime(receivedAt, reader)}</time>
            </td>
            <td className={`${cell} w-full break-words`}>
              {about?.lines.length || !reason ? <DeliveryLines about={about} state={state} /> : null}
              {reason ? <p className="text-text-2">{reason}</p> : null}
              {attempts > 1 ? <p className="text-meta text-text-3">{t("again", { attempts })}</p> : null}
            </td>
            <td className={cell}>
              <DeliveryBadge state={state} />
            </td>
            <td className={`${cell} num whitespace-nowrap text-text-2`}>
              {t("bytes", { size: format.number(size) })}
            </td>
            <td className={`${cell} whitespace-nowrap`}>
              <Button
                size="sm"
                // Its words stand on the line of the others.
                className="sm:-my-1"
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
