"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PhoneShown } from "../../server/boot/phone/handler";
import { ChannelTile } from "../inbox/channel";
import { Avatar } from "../ui/avatar";

/** Whose phone it is. */
export function People(props: {
  people: PhoneShown["people"];
  chosen: string;
  networkOf: (key: string) => PhoneShown["networks"][number] | undefined;
  onChoose: (key: string) => void;
}) {
  const t = useTranslations("phone");
  return (
    <fieldset>
      <legend className="mb-2 font-semibold text-body">{t("play")}</legend>
      <div className="overflow-hidden rounded-10 border border-border bg-surface">
        {props.people.map(({ key, name, phone, username }) => {
          const network = props.networkOf(key);
          const isChosen = key === props.chosen;
          return (
            <label
              key={key}
              className={clsx(
                "flex min-h-12 cursor-pointer items-center gap-3 border-border px-2.5 py-1.5 not-first:border-t has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:-outline-offset-2",
                isChosen ? "bg-selected" : "hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name="person"
                className="sr-only"
                checked={isChosen}
                onChange={() => props.onChoose(key)}
              />
              <Avatar
                id={name}
                name={name}
                size={28}
                ring={isChosen ? "border-selected" : "border-surface"}
                glyph={<ChannelTile glyph={network?.glyph} isSmall />}
              />
              <span className="min-w-0 grow">
                <span className="block truncate font-medium text-body">{name}</span>
                <span className="num block text-meta text-text-2">
                  {network?.key === "telegram" ? `@${username}` : phone.replace(/^(\+44)(\d{4})/, "$1 $2 ")}
                </span>
              </span>
              {isChosen ? (
                <Check aria-hidden="true" size={16} className="shrink-0 text-primary-text" />
              ) : null}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
