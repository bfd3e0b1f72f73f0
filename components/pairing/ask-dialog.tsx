import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

/** Asks before an act that has a price. */
export function AskDialog(props: {
  title: string;
  lead: string;
  confirm: string;
  isDangerous?: boolean;
  /** It has to be said why. */
  asksReason?: boolean;
  isBusy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations("pairing");
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  function confirm() {
    if (props.asksReason && !reason.trim()) setMissing(true);
    else props.onConfirm(reason);
  }
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("keep")}</Button>
          <Button variant={props.isDangerous ? "danger" : "primary"} busy={props.isBusy} onClick={confirm}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <p className="text-text-2">{props.lead}</p>
      {props.asksReason ? (
        <div className="mt-4">
          <Field label={t("reason")} hint={t("reasonHint")} error={isMissing ? t("reasonMissing") : null}>
            {(control) => (
              <Input
                {...control}
                value={reason}
                maxLength={300}
                onChange={(event) => {
                  setReason(event.target.value);
                  setMissing(false);
                }}
              />
            )}
          </Field>
        </div>
      ) : null}
    </Dialog>
  );
}
