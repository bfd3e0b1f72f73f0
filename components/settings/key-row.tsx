"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { conflictsOf, type KeyChoices } from "../commands/bindings";
import type { CommandId } from "../commands/catalogue";
import { keyOf, keysText } from "../commands/keys";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Keys } from "../ui/kbd";
import { useIsMac } from "../ui/use-is-mac";

type Wish = { keys: string; others: CommandId[] };

/** One command and its key. Pressing the key sets it; one that is taken is told, and can be taken over. */
export function KeyRow(props: {
  id: CommandId;
  keys: string | null;
  isChanged: boolean;
  choices: KeyChoices;
  onSet: (id: CommandId, keys: string | null, freed?: readonly CommandId[]) => void;
}) {
  const t = useTranslations("keysPage");
  const words = useTranslations("commands.words");
  const isMac = useIsMac();
  const { id, keys, choices } = props;
  const [isListening, setListening] = useState(false);
  const [wish, setWish] = useState<Wish | null>(null);
  const shown = keys ? keysText(keys, isMac) : t("none");

  function take(event: KeyboardEvent) {
    if (!isListening || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = keyOf(event.nativeEvent);
    if (/(^|\+)(shift|control|alt|meta|altgraph)$/.test(pressed)) return;
    setListening(false);
    if (pressed === "escape") return;
    if (pressed === "backspace") return props.onSet(id, "");
    const others = conflictsOf(id, pressed, choices);
    if (others.length) setWish({ keys: pressed, others });
    else props.onSet(id, pressed);
  }

  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1.5">
      <span className="grow">{words(id)}</span>
      {props.isChanged ? (
        <IconButton icon={RotateCcw} label={t("resetOne")} onClick={() => props.onSet(id, null)} />
      ) : null}
      <button
        type="button"
        aria-label={t("change", { command: words(id), keys: shown })}
        aria-pressed={isListening}
        onClick={() => {
          setWish(null);
          setListening(!isListening);
        }}
        onKeyDown={take}
        onBlur={() => setListening(false)}
        className="min-h-8 min-w-28 rounded-8 border border-border px-2 text-meta text-text-2 hover:bg-hover aria-pressed:border-primary aria-pressed:text-primary-text max-sm:min-h-11"
      >
        {isListening ? t("press") : keys ? <Keys keys={shown} /> : shown}
      </button>
      {isListening ? (
        <span className="basis-full text-right text-meta text-text-2">{t("pressHint")}</span>
      ) : null}
      {wish ? (
        <span
          role="alert"
          className="flex basis-full flex-wrap items-center justify-end gap-2 pt-1 text-meta"
        >
          <span className="text-warning-text">
            {t("conflict", {
              keys: keysText(wish.keys, isMac),
              other: wish.others.map((other) => words(other)).join(", "),
            })}
          </span>
          <Button
            onClick={() => {
              props.onSet(id, wish.keys, wish.others);
              setWish(null);
            }}
          >
            {t("replace")}
          </Button>
          <Button onClick={() => setWish(null)}>{t("keep")}</Button>
        </span>
      ) : null}
    </li>
  );
}
