"use client";

import { QrCode } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import type { PairingStatus } from "../../server/modules/pairing/schema";
import { formatPhone } from "../contacts/phone";
import { useWorkspace } from "../realtime/context";
import { Section } from "../settings/section";
import { useSave } from "../settings/use-save";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import { AskDialog } from "./ask-dialog";
import { PairedDevices } from "./paired-devices";
import { PairingAttempts } from "./pairing-attempts";
import { PairingWarning } from "./pairing-warning";
import { usePairing } from "./use-pairing";

const PairingDialog = lazy(() => import("./pairing-dialog"));
type Asking = "logOut" | "reset" | "other" | null;

/** The phone behind an inbox: how it stands, what stands against it, and the acts. `onMove`: to the official API. */
export function PairingSection({ inbox, onMove }: { inbox: InboxSettings; onMove: (() => void) | null }) {
  const t = useTranslations("pairing");
  const { api } = useWorkspace();
  const { isBusy, save } = useSave();
  const [isPairing, setPairing] = useState(false);
  const [asking, setAsking] = useState<Asking>(null);
  const { status, ask } = usePairing(inbox.id, isPairing);
  const inboxId = inbox.id;
  function act(work: () => Promise<unknown>, done: string, after?: () => void) {
    const both = async () => {
      await work();
      await ask();
    };
    const then = () => {
      setAsking(null);
      after?.();
    };
    save(both, { done, after: then });
  }
  if (!status)
    return (
      <Section title={t("title")} lead={t("lead")} anchor="phone">
        <Skeleton className="h-16 w-full" />
      </Section>
    );
  const acts = {
    logOut: () => act(() => api.pairing.logOut.mutate({ inboxId }), t("loggedOut")),
    reset: (reason: string) => act(() => api.pairing.reset.mutate({ inboxId, reason }), t("resetDone")),
    other: () =>
      act(
        () => api.pairing.anotherNumber.mutate({ inboxId }),
        t("otherDone"),
        () => setPairing(true),
      ),
  };
  return (
    <>
      <PairingWarning
        status={status}
        onOther={() => setAsking("other")}
        onReset={() => setAsking("reset")}
        onMove={onMove}
      />
      <Section title={t("title")} lead={t("lead")} anchor="phone">
        {status.problem ? (
          <div className="mb-4">
            <Banner tone="warning" role="status" fact={t("problem")}>
              {status.problem}
            </Banner>
          </div>
        ) : null}
        <PhoneFacts status={status} inboxId={inboxId} />
        <div className="mt-4 flex flex-wrap gap-2">
          {status.isPaired ? (
            <>
              {status.isConnected ? null : (
                <Button
                  variant="primary"
                  busy={isBusy}
                  onClick={() => act(() => api.pairing.reconnect.mutate({ inboxId }), t("reconnected"))}
                >
                  {t("reconnect")}
                </Button>
              )}
              <Button
                busy={isBusy}
                onClick={() => act(() => api.pairing.syncHistory.mutate({ inboxId }), t("syncing"))}
              >
                {t("sync")}
              </Button>
              <Button onClick={() => setAsking("logOut")}>{t("logOut")}</Button>
            </>
          ) : (
            <Button
              variant="primary"
              disabled={status.severity === "locked"}
              icon={<QrCode size={16} strokeWidth={1.75} aria-hidden="true" />}
              onClick={() => setPairing(true)}
            >
              {t("pair")}
            </Button>
          )}
        </div>
        <PairingAttempts attempts={status.attempts} />
      </Section>
      {isPairing ? (
        <Suspense>
          <PairingDialog
            inbox={inbox}
            status={status}
            onOther={() => setAsking("other")}
            onClose={() => setPairing(false)}
          />
        </Suspense>
      ) : null}
      {asking ? (
        <AskDialog
          title={t(`${asking}Ask`)}
          lead={t(`${asking}Next`)}
          confirm={t(asking)}
          isDangerous={asking !== "other"}
          asksReason={asking === "reset"}
          isBusy={isBusy}
          onConfirm={acts[asking]}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  );
}

function PhoneFacts({ status, inboxId }: { status: PairingStatus; inboxId: string }) {
  const t = useTranslations("pairing");
  const { phase, isConnected, number, severity } = status;
  const state =
    severity === "locked" ? "locked" : phase === "waiting" ? "waiting" : isConnected ? phase : "dropped";
  const tone = {
    ...({
      locked: "danger",
      waiting: "danger",
      dropped: "danger",
      paired: "info",
      steady: "success",
    } as const),
  };
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 text-body">
      <dt className="text-text-2">{t("state")}</dt>
      <dd>
        <Badge tone={tone[state]}>{t(`states.${state}`)}</Badge>
      </dd>
      <dt className="text-text-2">{t(status.isPaired || !number ? "number" : "lastNumber")}</dt>
      <dd className="num">{number ? formatPhone(`+${number}`) : t("noNumber")}</dd>
      {status.isPaired ? <PairedDevices inboxId={inboxId} /> : null}
    </dl>
  );
}
