import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ChannelListed, InboxSettings } from "../../server/modules/inboxes/schema";
import { useWorkspace } from "../realtime/context";
import { ChannelChoice } from "../settings/channel-choice";
import { ChannelFields, formOf } from "../settings/channel-fields";
import { useSave } from "../settings/use-save";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { showToast } from "../ui/toast-store";

/** Gives an unofficial inbox an official channel of its network, with all its conversations. */
export default function MoveDialog({ inbox, onClose }: { inbox: InboxSettings; onClose: () => void }) {
  const t = useTranslations("pairing");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const [channels, setChannels] = useState<ChannelListed[]>([]);
  const [chosen, setChosen] = useState<ChannelListed | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  useEffect(() => {
    api.inboxes.channels.query().then(
      (all) => {
        const fits = all.filter((one) => one.network === inbox.network && !one.isUnofficial);
        setChannels(fits);
        const [first] = fits;
        setChosen(first ?? null);
        setValues(formOf(first?.fields ?? []));
      },
      () => {},
    );
  }, [api, inbox.network]);
  function choose(channel: ChannelListed) {
    setChosen(channel);
    setValues(formOf(channel.fields));
  }
  async function move() {
    const input = { inboxId: inbox.id, channel: chosen!.key, credentials: values };
    const { warning } = await api.inboxes.move.mutate(input);
    if (warning) showToast({ tone: "problem", text: warning });
  }
  return (
    <Dialog
      title={t("moveTitle", { inbox: inbox.name })}
      onClose={onClose}
      isWide
      isDirty={Object.values(values).some(Boolean)}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) save(move, { done: t("moved"), after: onClose });
        }}
      >
        <p className="text-text-2">{t("moveLead")}</p>
        <ChannelChoice channels={channels} chosen={chosen?.key ?? ""} onChoose={choose} />
        <ChannelFields fields={chosen?.fields ?? []} values={values} errors={errors} onChange={setValues} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" busy={isBusy} disabled={!chosen}>
            {t("moveDo")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
