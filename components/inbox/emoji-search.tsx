"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Input } from "../ui/input";
import { type Emoji, findEmoji, recentEmoji, rememberEmoji } from "./emoji";

const SHOWN = 400;
const COLUMNS = 9;

/** All emoji with a search, the recent ones first. Arrows move, Enter takes. `above`: stands over them until something is searched. */
export function EmojiSearch(props: { onTake: (unicode: string) => void; above?: ReactNode }) {
  const t = useTranslations("inbox.composer");
  const locale = useLocale();
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<readonly Emoji[] | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const [recent] = useState(recentEmoji);
  useEffect(() => {
    let isOver = false;
    void findEmoji(query, locale).then((next) => !isOver && setFound(next.slice(0, SHOWN)));
    return () => {
      isOver = true;
    };
  }, [query, locale]);

  function take(unicode: string) {
    rememberEmoji(unicode);
    props.onTake(unicode);
  }
  function onKeyDown(event: React.KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const buttons = [...(box.current?.querySelectorAll<HTMLButtonElement>("button[data-emoji]") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!by || (at < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    if (at < 0) buttons[0]?.focus();
    else if (by < 0 && at + by < 0) box.current?.querySelector("input")?.focus();
    else buttons[Math.min(buttons.length - 1, at + by)]?.focus();
  }
  const labelOf = (unicode: string) => found?.find((one) => one.unicode === unicode)?.label ?? unicode;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the controls inside.
    <div ref={box} onKeyDown={onKeyDown}>
      <Input
        autoFocus
        aria-label={t("findEmoji")}
        placeholder={t("findEmoji")}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && found?.[0]) {
            event.preventDefault();
            take(found[0].unicode);
          }
        }}
      />
      {query ? null : props.above}
      <div className="scroll-area mt-2 h-56">
        {recent.length > 0 && !query ? (
          <>
            <h3 className="px-1 pb-1 font-semibold text-head text-text-3">{t("recentEmoji")}</h3>
            <Grid items={recent.map((unicode) => ({ unicode, label: labelOf(unicode) }))} onTake={take} />
          </>
        ) : null}
        <h3 className="px-1 py-1 font-semibold text-head text-text-3">
          {query ? t("foundEmoji") : t("allEmoji")}
        </h3>
        {found?.length === 0 ? <p className="px-1 text-meta text-text-2">{t("noEmoji")}</p> : null}
        <Grid items={found ?? []} onTake={take} />
      </div>
    </div>
  );
}

function Grid({ items, onTake }: { items: readonly Emoji[]; onTake: (unicode: string) => void }) {
  return (
    <div className="grid grid-cols-9">
      {items.map(({ unicode, label }) => (
        <button
          key={unicode}
          type="button"
          data-emoji
          aria-label={label}
          title={label}
          onClick={() => onTake(unicode)}
          className="grid size-9 place-items-center rounded-6 text-[1.25rem] hover:bg-hover"
        >
          {unicode}
        </button>
      ))}
    </div>
  );
}
