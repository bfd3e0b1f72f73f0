"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { PhoneShown } from "../../server/boot/phone/handler";
import { ChannelTile } from "../inbox/channel";

/** Over which network the chosen person writes. */
export function NetworkSwitch(props: {
  networks: PhoneShown["networks"];
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const t = useTranslations("phone");
  return (
    <fieldset
      className={clsx(
        "gap-0.5 rounded-10 bg-press p-0.5",
        props.networks.length > 3 ? "grid grid-cols-[repeat(3,auto)]" : "flex flex-wrap justify-center",
      )}
    >
      <legend className="sr-only">{t("network")}</legend>
      {props.networks.map(({ key, name, glyph }) => (
        <label
          key={key}
          className={clsx(
            "flex h-7 cursor-pointer items-center justify-center gap-1 whitespace-nowrap rounded-8 px-1.5 text-meta has-focus-visible:outline-2 has-focus-visible:outline-focus max-sm:h-11",
            key === props.chosen ? "bg-surface font-medium shadow-e1" : "text-text-2 hover:text-text",
          )}
        >
          <input
            type="radio"
            name="network"
            className="sr-only"
            checked={key === props.chosen}
            onChange={() => props.onChoose(key)}
          />
          <ChannelTile glyph={glyph} isSmall />
          {name.replace(/^WhatsApp by /, "")}
        </label>
      ))}
    </fieldset>
  );
}
