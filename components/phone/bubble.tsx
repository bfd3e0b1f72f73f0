"use client";

import { clsx } from "clsx";
import { Check, CheckCheck, FileText, MapPin, User } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PhoneMessage } from "../../server/boot/phone/state";
import { useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import MarkedText from "../inbox/marked-text";

/** One message in the customer's chat. */
export function Bubble({
  message,
  quoted,
  onPress,
}: {
  message: PhoneMessage;
  quoted: string | null;
  onPress: (choice: { id: string; title: string }) => void;
}) {
  const t = useTranslations("phone");
  const reader = useReader();
  const { isMine, text, words, status, choices, isEdited, isRevoked } = message;
  const reactions = [message.mine, message.theirs].filter(Boolean).join(" ");
  const Ticks = status === "sent" ? Check : CheckCheck;
  return (
    <div className={clsx("max-w-[84%]", isMine ? "self-end" : "self-start", reactions && "mb-3")}>
      <div
        className={clsx(
          "relative rounded-10 px-2.5 py-1.5 text-message leading-snug",
          isMine ? "bg-[#d9f6cd]" : "bg-white",
        )}
      >
        <span className="sr-only">{t(isMine ? "you" : "them")}</span>
        {quoted ? <p className="mb-1 truncate border-[#0f6b46] border-l-3 pl-2 text-meta">{quoted}</p> : null}
        {isRevoked ? (
          <p className="text-[#535159] italic">{t("revoked")}</p>
        ) : (
          <>
            <Shown message={message} />
            {text ? (
              <p className="whitespace-pre-wrap break-words">{words ? <MarkedText {...words} /> : text}</p>
            ) : null}
          </>
        )}
        <p className="num -mb-0.5 flex items-center justify-end gap-1 text-[#535159] text-caption">
          {isEdited ? t("edited") : null} {formatTime(message.at, reader)}
          {isMine ? (
            <>
              <Ticks
                aria-hidden="true"
                size={14}
                className={status === "read" ? "text-[#016fc0]" : "text-[#6c6a73]"}
              />
              <span className="sr-only">{t(`ticks.${status}`)}</span>
            </>
          ) : null}
        </p>
        {reactions ? (
          <span className="absolute -bottom-4 left-2 rounded-full bg-white px-1.5 text-meta shadow-e1">
            <span className="sr-only">{t("reactions")}</span> {reactions}
          </span>
        ) : null}
      </div>
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          className="mt-1 block min-h-9 w-full rounded-10 bg-white px-2.5 font-medium text-[#015b9f] text-body hover:bg-[#f1f0f4] max-sm:min-h-11"
          onClick={() => onPress(choice)}
        >
          {choice.title}
        </button>
      ))}
    </div>
  );
}

const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true, className: "shrink-0" } as const;

function Shown({ message: { file, place, cards } }: { message: PhoneMessage }) {
  const t = useTranslations("phone");
  const address = file && pathOf(file.url);
  return (
    <>
      {file && address && /^image\//.test(file.contentType) ? (
        // biome-ignore lint/performance/noImgElement: it lies on this machine
        <img
          src={address}
          alt={t("picture", { name: file.name })}
          className={clsx(
            "mb-1 rounded-8",
            file.contentType === "image/webp" ? "size-24" : "max-h-40 w-full object-cover",
          )}
        />
      ) : null}
      {file && address && /^audio\//.test(file.contentType) ? (
        // biome-ignore lint/a11y/useMediaCaption: nobody has written down what it says
        <audio controls src={address} aria-label={t("voice")} className="mb-1 h-9 w-52 max-w-full" />
      ) : null}
      {file && address && !/^(image|audio)\//.test(file.contentType) ? (
        <a
          href={address}
          className="mb-1 flex items-center gap-2 rounded-8 bg-black/5 p-2 text-body underline"
        >
          <FileText {...ICON} /> <span className="min-w-0 truncate">{file.name}</span>
        </a>
      ) : null}
      {place ? (
        <p className="flex items-start gap-2">
          <MapPin {...ICON} />
          <span>
            {[place.name ?? `${place.latitude}, ${place.longitude}`, place.address]
              .filter(Boolean)
              .join(", ")}
          </span>
        </p>
      ) : null}
      {cards.map(({ name, phone }) => (
        <p key={`${name}${phone}`} className="flex items-start gap-2">
          <User {...ICON} />
          <span>
            {name}
            <span className="num block text-meta">{phone}</span>
          </span>
        </p>
      ))}
    </>
  );
}

/** Files of ours lie at the address that the server is known by, which may be another name of this machine. */
function pathOf(url: string): string {
  if (url.startsWith("/")) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
