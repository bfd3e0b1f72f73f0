"use client";

import {
  Contact,
  Ellipsis,
  FileText,
  Heart,
  Image,
  MapPin,
  Mic,
  Pencil,
  PhoneMissed,
  Sticker,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PhoneShown } from "../../server/boot/phone/handler";
import { Button } from "../ui/button";
import type { Ask } from "./use-phone";

const ICON = { size: 14, strokeWidth: 1.75, "aria-hidden": true } as const;
const THINGS = [
  ["photo", Image],
  ["voice", Mic],
  ["file", FileText],
  ["location", MapPin],
  ["contact", Contact],
  ["sticker", Sticker],
] as const;
const SIGNALS = [
  ["typing", Ellipsis],
  ["call", PhoneMissed],
] as const;
const EMOJI = ["❤️", "👍", "😂", "😮", "🙏"];

/** What a customer does beside writing words. */
export function SendElse(props: {
  tells: PhoneShown["networks"][number]["tells"];
  chat: PhoneShown["chats"][string];
  place: { person: string; network: string };
  ask: Ask;
  onEdit: (target: string) => void;
}) {
  const t = useTranslations("phone");
  const { chat, place, ask } = props;
  const [isReacting, setReacting] = useState(false);
  const theirs = chat.messages.findLast(({ isMine, isRevoked }) => !isMine && !isRevoked);
  const own = chat.messages.findLast(({ isMine, text, isRevoked }) => isMine && text && !isRevoked);
  return (
    <section aria-labelledby="phone-else">
      <h2 id="phone-else" className="mb-2 font-semibold text-body">
        {t("sendElse")}
      </h2>
      <div className="grid grid-cols-2 gap-1.5">
        {THINGS.map(([thing, Icon]) => (
          <Button
            key={thing}
            size="sm"
            className="justify-start"
            icon={<Icon {...ICON} />}
            onClick={() => ask({ type: "say", ...place, attach: thing })}
          >
            {t(`things.${thing}`)}
          </Button>
        ))}
        <Button
          size="sm"
          className="justify-start"
          icon={<Heart {...ICON} />}
          disabled={!theirs}
          title={theirs ? undefined : t("nothingToReact")}
          aria-expanded={isReacting}
          onClick={() => setReacting(!isReacting)}
        >
          {t("things.reaction")}
        </Button>
        <Button
          size="sm"
          className="justify-start"
          icon={<Pencil {...ICON} />}
          disabled={!own}
          title={own ? undefined : t("nothingToEdit")}
          onClick={() => own && props.onEdit(own.id)}
        >
          {t("things.edit")}
        </Button>
        {SIGNALS.map(([what, Icon]) => (
          <Button
            key={what}
            size="sm"
            className="justify-start"
            icon={<Icon {...ICON} />}
            disabled={!props.tells.includes(what)}
            title={props.tells.includes(what) ? undefined : t("notTold")}
            onClick={() => ask({ type: "signal", ...place, what })}
          >
            {t(`things.${what}`)}
          </Button>
        ))}
      </div>
      {isReacting && theirs ? (
        <fieldset className="mt-2 flex gap-1 rounded-8 border border-border bg-surface p-1">
          <legend className="sr-only">{t("reactWith")}</legend>
          {EMOJI.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-pressed={theirs.mine === emoji}
              className="grid size-9 place-items-center rounded-6 text-message hover:bg-hover aria-pressed:bg-selected max-sm:size-11"
              onClick={() => {
                setReacting(false);
                const next = theirs.mine === emoji ? null : emoji;
                void ask({ type: "react", ...place, target: theirs.id, emoji: next });
              }}
            >
              {emoji}
            </button>
          ))}
        </fieldset>
      ) : null}
    </section>
  );
}
