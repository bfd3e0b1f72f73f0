"use client";

import { useTranslations } from "next-intl";
import { Suspense, useCallback, useRef } from "react";
import { useLive } from "../../realtime/context";
import { late } from "../../ui/late";
import MenuList from "../../ui/menu-list";
import { optionsOf } from "./act-options";
import { closeAct, type OpenedAct } from "./acts-store";
import { DeleteDialog } from "./delete-dialog";
import { useMoreEntries } from "./more-entries";
import { Picker } from "./picker";
import { TranscriptDialog } from "./transcript-dialog";
import { useActEnv } from "./use-act-env";

const AskDialog = late(() => import("../asks/ask-dialog"));
const ShareDialog = late(() => import("../asks/share-dialog"));
const TemplateDialog = late(() => import("../templates/template-dialog"));
const SEND_DIALOGS = { ask: AskDialog, share: ShareDialog, template: TemplateDialog };

/** The menu, list or dialog that an act has asked for. Loaded when the first one opens. */
export default function ActsLayer({ opened }: { opened: OpenedAct }) {
  const t = useTranslations("acts");
  const { kind, ids, at } = opened;
  const revision = useLive(({ model }) => model.revision);
  const shown = useLive(({ model }) => model.shown);
  const about = ids.flatMap((id) => shown.get(id) ?? []);
  const env = useActEnv()(about);
  const latest = useRef(env);
  latest.current = env;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is ticked follows the conversations.
  const options = useCallback(
    (typed: string) => optionsOf(kind, latest.current, typed),
    [kind, ids, revision],
  );
  const [first] = about;
  if (!first) return null;
  if (kind === "more" || kind === "finish") return <ActMenu opened={opened} />;
  if (kind === "delete") return <DeleteDialog conversation={first} onClose={closeAct} />;
  if (kind === "ask" || kind === "share" || kind === "template") {
    const SendDialog = SEND_DIALOGS[kind];
    return (
      <Suspense>
        <SendDialog conversation={first} onClose={closeAct} />
      </Suspense>
    );
  }
  if (kind === "transcript") return <TranscriptDialog conversation={first} onClose={closeAct} />;
  return (
    <Picker
      key={kind}
      title={t(`pick.${kind}`)}
      placeholder={t(`placeholder.${kind}`)}
      empty={t(`empty.${kind}`)}
      at={at}
      options={options}
      isMulti={kind === "label" || kind === "participants"}
      onClose={closeAct}
    />
  );
}

function ActMenu({ opened }: { opened: OpenedAct }) {
  const t = useTranslations("acts");
  const trigger = useRef<HTMLButtonElement>(null);
  const entries = useMoreEntries(opened);
  const { x, y } = opened.at ?? { x: 320, y: 120 };
  return (
    <span className="fixed z-50 size-px" style={{ left: x, top: y - 6 }}>
      <MenuList
        label={t("more")}
        entries={entries}
        align="start"
        side="bottom"
        trigger={trigger}
        onClose={closeAct}
      />
    </span>
  );
}
