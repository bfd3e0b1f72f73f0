"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { DeliveryDetail } from "../../server/modules/deliveries/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { DeliveryBadge, DeliveryLines } from "./delivery-table";
import { useReplayed } from "./use-replayed";
import { useSave } from "./use-save";

/** One request as it came, with secrets and numbers masked; it can be understood once more. */
export function DeliveryDialog(props: { deliveryId: string; onClose: () => void; onReplayed: () => void }) {
  const t = useTranslations("deliveries");
  const { api } = useWorkspace();
  const reader = useReader();
  const { isBusy, save } = useSave();
  const { deliveryId, onClose, onReplayed } = props;
  const [detail, setDetail] = useState<DeliveryDetail | null>(null);
  const [problem, setProblem] = useState("");
  const { told, follow } = useReplayed(deliveryId, setDetail, onReplayed);
  useEffect(() => {
    api.deliveries.get.query({ deliveryId }).then(setDetail, (error: unknown) => {
      setProblem(failureOf(error).message || t("notRead"));
    });
  }, [api, deliveryId, t]);

  function replay() {
    save(async () => {
      await api.deliveries.replay.mutate({ deliveryId });
      await follow();
    }, {});
  }
  return (
    <Dialog
      title={t("one")}
      onClose={onClose}
      isWide
      footer={
        <>
          <Button onClick={onClose}>{t("close")}</Button>
          <Button variant="primary" busy={isBusy} disabled={!detail} onClick={replay}>
            {t("replay")}
          </Button>
        </>
      }
    >
      {problem ? <p role="alert">{problem}</p> : null}
      {detail ? (
        <>
          <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 text-body">
            <dt className="text-text-2">{t("columns.state")}</dt>
            <dd>
              <DeliveryBadge state={detail.state} />
            </dd>
            <dt className="text-text-2">{t("columns.about")}</dt>
            <dd className="break-words">
              <DeliveryLines about={detail.about} state={detail.state} />
            </dd>
            <dt className="text-text-2">{t("columns.received")}</dt>
            <dd>{formatDateTime(detail.receivedAt, reader)}</dd>
            <dt className="text-text-2">{t("processed")}</dt>
            <dd>{detail.processedAt ? formatDateTime(detail.processedAt, reader) : t("notYet")}</dd>
            {detail.reason ? (
              <>
                <dt className="text-text-2">{t("reason")}</dt>
                <dd className="break-words">{detail.reason}</dd>
              </>
            ) : null}
          </dl>
          <p role="status" className="mt-3 font-medium text-body empty:hidden">
            {told}
          </p>
          <p className="mt-4 mb-1 font-medium">{t("raw")}</p>
          <p className="mb-2 text-meta text-text-3">{t("rawHint")}</p>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it.
            tabIndex={0}
            className="scroll-area max-h-80 rounded-10 border border-border bg-sunken p-3 font-mono text-meta"
          >
            {detail.raw}
          </pre>
        </>
      ) : problem ? null : (
        <p className="text-text-2">{t("reading")}</p>
      )}
    </Dialog>
  );
}
