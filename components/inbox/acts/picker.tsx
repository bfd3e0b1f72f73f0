"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { openBar } from "../../commands/bar-store";
import { keyStore } from "../../commands/key-store";
import { keyOf } from "../../commands/keys";
import type { Choice } from "../../commands/registry";

type Props = {
  title: string;
  placeholder: string;
  /** What a list without a match says. */
  empty: string;
  at: { x: number; y: number } | null;
  options: (typed: string) => Promise<readonly Choice[]>;
  /** Stays open after a choice: several may be ticked. */
  isMulti: boolean;
  onClose: () => void;
};

const WIDTH = 300;

/** A small searchable list: typing narrows it, arrows walk it, Enter chooses, Esc closes and gives the focus back. The command bar takes its place. */
export function Picker(props: Props) {
  const t = useTranslations("acts");
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<readonly Choice[] | null>(null);
  const [at, setAt] = useState(0);
  /** The words the choices were found for, and whether Enter came before they were. */
  const foundFor = useRef<string | null>(null);
  const isEntered = useRef(false);
  const { options } = props;
  useEffect(() => {
    const opened = dialog.current;
    const opener = document.activeElement as HTMLElement | null;
    opened?.showModal();
    return () => {
      opened?.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);
  useEffect(() => {
    let isLate = false;
    void options(typed).then((choices) => {
      const words = typed.trim().toLowerCase();
      const fits = (c: Choice) => c.isAnswer || `${c.words} ${c.also ?? ""}`.toLowerCase().includes(words);
      if (isLate) return;
      const fitting = choices.filter(fits);
      foundFor.current = typed;
      setFound(fitting);
      if (isEntered.current) latest.current(fitting[0]);
      isEntered.current = false;
    });
    return () => {
      isLate = true;
    };
  }, [options, typed]);

  function choose(choice: Choice | undefined) {
    if (!choice || !("run" in choice)) return;
    if (!props.isMulti) props.onClose();
    choice.run();
  }
  const latest = useRef(choose);
  useEffect(() => {
    latest.current = choose;
  });
  function onKeyDown(event: React.KeyboardEvent) {
    event.stopPropagation();
    if (keyStore.byKey().get(keyOf(event.nativeEvent))?.includes("bar")) {
      event.preventDefault();
      // Gone before the bar comes: it has given the focus back, and what is typed on is for the bar.
      flushSync(props.onClose);
      openBar();
      return;
    }
    const count = found?.length ?? 0;
    if (event.key === "Enter") {
      // Enter means what is first for the words typed, however quickly they were.
      if (foundFor.current === typed) choose(found?.[at]);
      else isEntered.current = true;
    } else if (event.key === "ArrowDown" && count) setAt((at + 1) % count);
    else if (event.key === "ArrowUp" && count) setAt((at + count - 1) % count);
    else return;
    event.preventDefault();
  }
  const place = props.at && {
    left: Math.max(8, Math.min(props.at.x, window.innerWidth - WIDTH - 8)),
    top: Math.min(props.at.y, window.innerHeight - 360),
    margin: 0,
  };
  return (
    <dialog
      ref={dialog}
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === dialog.current && props.onClose()}
      style={{ width: WIDTH, ...place }}
      className={clsx(
        "appear fixed max-w-[calc(100vw-16px)] overflow-hidden rounded-12 border border-border bg-raised p-0 text-text shadow-e2 backdrop:bg-transparent",
        !place && "mx-auto mt-[18vh]",
      )}
    >
      <input
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          isEntered.current = false;
        }}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found?.[at] ? `${id}-${at}` : undefined}
        aria-label={props.title}
        placeholder={props.placeholder}
        className="h-10 w-full border-border border-b bg-transparent px-3 text-body outline-none placeholder:text-text-3 max-sm:h-12 max-sm:text-[1rem]"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={props.title}
        aria-multiselectable={props.isMulti || undefined}
        className="scroll-area max-h-[300px] p-1"
      >
        {found?.map((choice, index) => (
          <div
            key={choice.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={choice.isChecked ?? false}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: "nearest" });
            }}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(choice)}
            onKeyDown={onKeyDown}
            className={clsx(
              "flex min-h-8 cursor-default select-none items-center gap-2 rounded-6 px-2 text-body max-sm:min-h-11",
              index === at && "bg-hover",
            )}
          >
            <span className="grid size-4.5 shrink-0 place-items-center text-text-2">{choice.icon}</span>
            <span className="min-w-0 grow truncate">{choice.words}</span>
            {choice.hint ? <span className="num shrink-0 text-meta text-text-3">{choice.hint}</span> : null}
            {choice.isChecked ? (
              <Check aria-hidden="true" size={14} className="shrink-0 text-primary-text" />
            ) : null}
          </div>
        ))}
      </div>
      {found?.length === 0 ? <p className="px-3 pb-3 text-text-2">{props.empty}</p> : null}
      <p role="status" className="sr-only">
        {found ? t("found", { count: found.length }) : ""}
      </p>
    </dialog>
  );
}
