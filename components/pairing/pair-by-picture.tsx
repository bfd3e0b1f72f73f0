import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { useSecondsTo } from "./countdown";
import { Steps } from "./steps";
import { useAsk } from "./use-ask";

/** So often a code that is over is followed by a new one unasked: as long as WhatsApp's own window lasts. */
const MAX_UNASKED = 5;

/** A picture for the phone's camera, new when the old one is over. */
export function PairByPicture({ inboxId }: { inboxId: string }) {
  const t = useTranslations("pairing");
  const { api } = useWorkspace();
  const ask = useCallback(() => api.pairing.picture.mutate({ inboxId }), [api, inboxId]);
  const { found, problem, isBusy, run } = useAsk(ask);
  const left = useSecondsTo(found?.expiresAt ?? null);
  const unasked = useRef(0);
  useEffect(() => {
    run();
  }, [run]);
  useEffect(() => {
    if (left !== 0 || isBusy || unasked.current >= MAX_UNASKED) return;
    unasked.current++;
    run();
  }, [left, isBusy, run]);
  const isOver = left === 0 && !isBusy;
  return (
    <div className="grid gap-6 sm:grid-cols-[auto_1fr]">
      <div className="flex flex-col items-center gap-3">
        <div className="grid size-[240px] place-items-center rounded-12 border border-border bg-white p-4">
          {found && !isOver ? (
            // biome-ignore lint/performance/noImgElement: it is the picture itself and no address
            <img src={found.dataUrl} alt={t("qr")} className="size-full [image-rendering:pixelated]" />
          ) : (
            <p role="status" className="text-center text-body text-neutral-700">
              {problem ?? t(isOver ? "over" : "getting")}
            </p>
          )}
        </div>
        <p role="timer" className="num h-5 text-body text-text-2">
          {left ? t("newIn", { seconds: left }) : ""}
        </p>
      </div>
      <div className="flex flex-col gap-4">
        <Steps isTyping={false} />
        <Button
          busy={isBusy}
          icon={<RefreshCw size={16} strokeWidth={1.75} aria-hidden="true" />}
          className="w-fit"
          onClick={() => {
            unasked.current = 0;
            run();
          }}
        >
          {t("again")}
        </Button>
      </div>
    </div>
  );
}
