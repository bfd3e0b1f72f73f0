"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { PhoneShown } from "../../server/boot/phone/handler";
import { Select } from "../ui/select";
import type { Ask } from "./use-phone";

const DELAYS = [0, 2, 30] as const;
const REFUSALS = ["busy", "lost", "expired"] as const;

/** What a network may do to both sides. */
export function Difficulty(props: {
  difficulty: PhoneShown["difficulty"];
  place: { person: string; network: string };
  ask: Ask;
  onWindow: () => void;
}) {
  const t = useTranslations("phone");
  const { difficulty, place, ask } = props;
  const { isTwice, isOutOfOrder, isUnread, refuse, delay } = difficulty;
  const [isClosed, setClosed] = useState<Record<string, boolean>>({});
  const name = `${place.person}/${place.network}`;
  async function close() {
    const next = !isClosed[name];
    if (!(await ask({ type: "window", ...place, isClosed: next }))) return;
    setClosed({ ...isClosed, [name]: next });
    props.onWindow();
  }
  return (
    <section aria-labelledby="phone-difficult" className="flex flex-col gap-1">
      <h2 id="phone-difficult" className="mb-1 font-semibold text-body">
        {t("difficult")}
      </h2>
      <Switch
        label={t("twice")}
        isOn={isTwice}
        onChange={() => ask({ type: "difficulty", isTwice: !isTwice })}
      />
      <Switch
        label={t("outOfOrder")}
        isOn={isOutOfOrder}
        onChange={() => ask({ type: "difficulty", isOutOfOrder: !isOutOfOrder })}
      />
      <Switch
        label={t("refuseNext")}
        isOn={refuse !== null}
        onChange={() => ask({ type: "difficulty", refuse: refuse ? null : "busy" })}
      />
      {refuse ? (
        <Select
          aria-label={t("refuseHow")}
          value={refuse}
          onChange={(event) =>
            ask({ type: "difficulty", refuse: event.target.value as (typeof REFUSALS)[number] })
          }
        >
          {REFUSALS.map((one) => (
            <option key={one} value={one}>
              {t(`refusals.${one}`)}
            </option>
          ))}
        </Select>
      ) : null}
      <Switch label={t("closeWindow")} isOn={isClosed[name] ?? false} onChange={close} />
      <Switch
        label={t("leaveUnread")}
        isOn={isUnread}
        onChange={() => ask({ type: "difficulty", isUnread: !isUnread })}
      />
      <fieldset className="flex min-h-8 items-center justify-between">
        <legend className="float-left text-body">{t("delay")}</legend>
        <span className="num flex gap-0.5">
          {DELAYS.map((seconds) => (
            <label
              key={seconds}
              className={clsx(
                "cursor-pointer rounded-6 px-2.5 py-1 text-meta has-focus-visible:outline-2 has-focus-visible:outline-focus max-sm:py-3",
                seconds === delay ? "bg-surface font-medium shadow-e1" : "text-text-2 hover:text-text",
              )}
            >
              <input
                type="radio"
                name="delay"
                className="sr-only"
                checked={seconds === delay}
                onChange={() => ask({ type: "difficulty", delay: seconds })}
              />
              {t("seconds", { seconds })}
            </label>
          ))}
        </span>
      </fieldset>
    </section>
  );
}

/** The whole line can be pressed. */
function Switch({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: () => void }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex min-h-8 cursor-pointer items-center justify-between gap-2 max-sm:min-h-11"
    >
      <span className="text-body">{label}</span>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-label={label}
        onClick={onChange}
        className={clsx(
          "relative h-5 w-8 shrink-0 rounded-full transition-colors duration-80 after:absolute after:-inset-2 after:content-['']",
          isOn ? "bg-primary" : "bg-border-strong",
        )}
      >
        <span
          aria-hidden="true"
          className={clsx(
            "absolute top-0.5 left-0.5 size-4 rounded-full bg-white transition-transform duration-80",
            isOn && "translate-x-3",
          )}
        />
      </button>
    </label>
  );
}
