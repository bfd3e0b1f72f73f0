"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ChannelListed } from "../../server/modules/inboxes/schema";
import { ChannelTile } from "../inbox/channel";
import { useWaits } from "../ui/use-hydrated";

/** Which channel a new inbox is of: one row each. */
export function ChannelChoice<C extends ChannelListed>(props: {
  channels: readonly C[];
  chosen: string;
  onChoose: (channel: C) => void;
}) {
  const t = useTranslations("newInbox");
  const waits = useWaits(true);
  return (
    <fieldset disabled={waits}>
      <legend className="mb-1 font-medium text-body">{t("channel")}</legend>
      <div className="overflow-hidden rounded-10 border border-border-strong">
        {props.channels.map((channel) => (
          <label
            key={channel.key}
            className={clsx(
              "flex min-h-11 cursor-pointer items-center gap-3 border-border px-3 py-2 not-first:border-t has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:-outline-offset-2",
              channel.key === props.chosen ? "bg-selected" : "hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name="channel"
              value={channel.key}
              checked={channel.key === props.chosen}
              onChange={() => props.onChoose(channel)}
              className="accent-primary"
            />
            <ChannelTile glyph={channel.glyph} />
            <span className="min-w-0">
              <span className="font-medium">{channel.name}</span>{" "}
              <span className="text-text-2">{channel.lead}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
