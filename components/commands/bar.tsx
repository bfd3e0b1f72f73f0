"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { openSheet } from "../shell/sheet-store";
import { Kbd } from "../ui/kbd";
import { BarLine } from "./bar-line";
import { closeBar, typedAhead } from "./bar-store";
import type { CommandId } from "./catalogue";
import { findItems, type Item, isSearch, itemOf, type Step, withChoices } from "./items";
import { actOf, currentSubject } from "./registry";
import { runFromBar } from "./row-in-focus";
import { useChoices } from "./use-choices";
import { useFound } from "./use-found";
import { useItems } from "./use-items";
import { useListed } from "./use-listed";

const ANNOUNCE_MS = 400;

/**
 * Everything that can be done now, found by words. A command with choices leads a step further; Backspace in the empty
 * field leads back. `start`: opens at that command's step.
 */
export function CommandBar({ start }: { start: CommandId | null }) {
  const t = useTranslations("commands");
  const [typed, setTyped] = useState("");
  const [entered, setEntered] = useState<string>();
  // What was typed on the way here, now that the field has the focus.
  useEffect(() => {
    const [words = "", next] = typedAhead();
    setTyped(words);
    setEntered(next);
  }, []);
  const [chosenByKey, setChosenByKey] = useState("");
  const [steps, setSteps] = useState<readonly Step[]>(() => {
    const act = start ? actOf(start) : undefined;
    return start && act && typeof act === "object"
      ? [{ words: t(`words.${start}`), choices: act.choices }]
      : [];
  });
  const step = steps.at(-1) ?? null;
  const { found, isLoading, isFailed } = useFound(step ? "" : typed.trim());
  const all = useItems(typed.trim(), found);
  const listed = useListed(all, !step && isSearch(typed.trim()));
  const chosen = useChoices(step, typed);
  const items = step
    ? findItems(
        chosen.items.map((choice) => itemOf(choice, "")),
        typed,
        50,
      )
    : findItems(withChoices(all, typed.trim(), listed), typed.trim());
  // Enter means what is first for the words typed, however quickly they were, unless the arrows chose otherwise.
  const current = items.find(({ id }) => id === chosenByKey)?.id ?? items[0]?.id ?? "";
  const groups = [...new Set(items.map(({ group }) => group))];
  const about = currentSubject();

  function choose(item: Item) {
    if ("choices" in item) {
      setSteps([...steps, { words: item.words, choices: item.choices }]);
      setTyped("");
    } else {
      runFromBar(item.run);
    }
  }
  function back() {
    setSteps(steps.slice(0, -1));
    setTyped("");
  }

  useEffect(() => {
    if (entered === undefined) return;
    setEntered(undefined);
    const [first] = items;
    if (!first) return;
    choose(first);
    setTyped(entered);
  });

  return (
    <Command
      label={t("bar.title")}
      shouldFilter={false}
      loop
      value={current}
      onValueChange={setChosenByKey}
      className="flex min-h-0 flex-col"
    >
      {about || step ? (
        <p className="flex flex-wrap gap-1.5 px-4 pt-3.5">
          {[about, ...steps.map(({ words }) => words)].filter(Boolean).map((words) => (
            <span
              key={words}
              className="max-w-full truncate rounded-6 border border-border px-2 py-0.5 text-meta"
            >
              {words}
            </span>
          ))}
        </p>
      ) : null}
      <div className="flex items-center gap-3 border-border border-b px-4">
        <Search aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-text-2" />
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={(next) => {
            setTyped(next);
            setChosenByKey("");
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) {
              event.preventDefault();
              const item = items.find(({ id }) => id === current);
              if (item) choose(item);
            }
            if (event.key === "Backspace" && typed === "" && step) back();
            if (event.key === "?" && typed === "") {
              event.preventDefault();
              closeBar();
              setTimeout(openSheet);
            }
          }}
          placeholder={t(step ? "bar.step" : "bar.hint")}
          className="h-13 min-w-0 grow bg-transparent text-[1rem] outline-none placeholder:text-text-3"
        />
        <button type="button" onClick={closeBar} className="rounded-4 max-sm:p-3">
          <Kbd>Esc</Kbd>
        </button>
      </div>
      <Command.List label={t("bar.title")} className="scroll-area max-h-[min(420px,55dvh)] min-h-0 px-2 py-2">
        {groups.map((group) => (
          <Command.Group
            key={group}
            heading={group || undefined}
            className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1.5 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-head [&_[cmdk-group-heading]]:text-text-3"
          >
            {items
              .filter((item) => item.group === group)
              .map((item) => (
                <BarLine key={item.id} item={item} onChoose={() => choose(item)} />
              ))}
          </Command.Group>
        ))}
        {isFailed && !step ? <p className="px-3 py-3 text-text-2">{t("bar.notSearched")}</p> : null}
        {items.length === 0 && isLoading ? (
          <p className="px-3 py-6 text-text-2">{t("bar.searching")}</p>
        ) : null}
        {items.length === 0 && !chosen.isLoading && !isLoading ? (
          <p className="px-3 py-6 text-text-2">
            {chosen.isFailed
              ? t("bar.failed")
              : typed.trim()
                ? t("bar.none", { typed: typed.trim() })
                : t("bar.noneHere")}
          </p>
        ) : null}
      </Command.List>
      <Announced count={items.length} />
      <p
        aria-hidden="true"
        className="flex items-center gap-4 border-border border-t bg-sunken px-4 py-2.5 text-meta text-text-2 max-sm:hidden"
      >
        <Hint keys={["↑", "↓"]}>{t("bar.move")}</Hint>
        <Hint keys={["↵"]}>{t("bar.run")}</Hint>
        {step ? <Hint keys={["⌫"]}>{t("bar.back")}</Hint> : null}
        <span className="grow" />
        <Hint keys={["?"]}>{t("bar.all")}</Hint>
      </p>
    </Command>
  );
}

function Hint({ keys, children }: { keys: readonly string[]; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {children}
    </span>
  );
}

/** How many there are, told once the typing rests. */
function Announced({ count }: { count: number }) {
  const t = useTranslations("commands.bar");
  const [told, setTold] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setTold(t("found", { count })), ANNOUNCE_MS);
    return () => clearTimeout(timer);
  }, [count, t]);
  return (
    <p role="status" className="sr-only">
      {told}
    </p>
  );
}
