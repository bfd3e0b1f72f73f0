import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { inClock, useSecondsTo } from "./countdown";
import { Steps } from "./steps";
import { useAsk } from "./use-ask";

/** A code to type into the phone whose number is given. */
export function PairByTyping({ inboxId }: { inboxId: string }) {
  const t = useTranslations("pairing");
  const { api } = useWorkspace();
  const [phone, setPhone] = useState("");
  const ask = useCallback(() => api.pairing.code.mutate({ inboxId, phone }), [api, inboxId, phone]);
  const { found, problem, isBusy, run } = useAsk(ask);
  const left = useSecondsTo(found?.expiresAt ?? null);
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <Field label={t("phone")} hint={t("phoneHint")} error={problem ?? undefined}>
          {(control) => (
            <Input
              {...control}
              type="tel"
              autoComplete="tel"
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={isBusy} className="w-fit">
          {t("get")}
        </Button>
        {found && left !== 0 ? (
          <div role="status">
            <p className="text-meta text-text-2">{t("code")}</p>
            <p className="num font-[650] text-[1.75rem] leading-10 tracking-[0.08em]">{found.code}</p>
            <p className="text-meta text-text-2">
              {left === null ? "" : t("codeFor", { time: inClock(left) })}
            </p>
          </div>
        ) : null}
        {found && left === 0 ? <p role="status">{t("over")}</p> : null}
      </form>
      <Steps isTyping />
    </div>
  );
}
