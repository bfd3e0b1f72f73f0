import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

/** Asks before an act that has a price. */
export function AskDialog(props: {
  title: string;
  lead: string;
  confirm: string;
  isDangerous?: boolean;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("pairing");
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("keep")}</Button>
          <Button
            variant={props.isDangerous ? "danger" : "primary"}
            busy={props.isBusy}
            onClick={props.onConfirm}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      <p className="text-text-2">{props.lead}</p>
    </Dialog>
  );
}
