"use client";

import { ExternalLink, type LucideIcon, MapPin, User } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode, useState } from "react";
import type { MessageExtras } from "../../server/modules/messages/schema";
import { showToast } from "../ui/toast-store";
import { useCopied } from "../ui/use-copied";
import { placeShown } from "./place-shown";

type Shared = NonNullable<MessageExtras["shared"]>;
const ICON = { strokeWidth: 1.75, "aria-hidden": true } as const;
const CARD =
  "-mx-1 my-0.5 flex w-64 max-w-[calc(100%+8px)] gap-3 whitespace-normal rounded-10 border border-border bg-surface p-2 text-left text-text";

/** A place that opens on a map, or the cards of people with numbers and addresses to copy. */
export function SharedCard({ shared, words }: { shared: Shared; words: string }) {
  if (shared.type === "location") return <PlaceCard place={shared} words={words} />;
  return <FirstOnes of={shared.people} show={(person) => <PersonCard person={person} />} />;
}

/** Whoever sends a list sends it as long as they like: more than these are drawn only for who asks for them. */
const FIRST = 10;
const MORE = 100;

function FirstOnes<T>({ of, show }: { of: readonly T[]; show: (one: T) => ReactNode }) {
  const t = useTranslations("trace.shared");
  const [most, setMost] = useState(FIRST);
  const rest = of.length - most;
  return (
    <>
      {of.slice(0, most).map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two of one message may be alike, and none moves.
        <Fragment key={index}>{show(one)}</Fragment>
      ))}
      {rest > 0 ? (
        <button
          type="button"
          onClick={() => setMost(most + MORE)}
          className="block min-h-6 rounded-4 text-left text-meta underline underline-offset-2 max-sm:min-h-11"
        >
          {t("more", { count: rest })}
        </button>
      ) : null}
    </>
  );
}

function PlaceCard({ place, words }: { place: Extract<Shared, { type: "location" }>; words: string }) {
  const t = useTranslations("trace.shared");
  const { title, more, href } = placeShown(place, words);
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={`${CARD} items-center hover:bg-hover`}
    >
      <Tile icon={MapPin} />
      <span className="min-w-0 grow">
        <span className="block break-words font-medium text-body">{title ?? t("place")}</span>
        <span className="num block break-words text-meta text-text-2">{more}</span>
        <span className="sr-only"> {t("onMap")}</span>
      </span>
      <ExternalLink {...ICON} size={16} className="mr-1 shrink-0 text-text-2" />
    </a>
  );
}

function PersonCard({ person }: { person: Extract<Shared, { type: "contacts" }>["people"][number] }) {
  const t = useTranslations("trace.shared");
  return (
    <span className={`${CARD} items-start`}>
      <Tile icon={User} />
      <span className="min-w-0 grow">
        <span className="block break-words font-medium text-body">{person.name || t("person")}</span>
        <FirstOnes of={[...person.phones, ...person.emails]} show={(line) => <Line line={line} />} />
      </span>
    </span>
  );
}

/** Pressed, it is copied. */
function Line({ line }: { line: string }) {
  const t = useTranslations("trace.shared");
  const { isCopied, Icon, copy } = useCopied();
  return (
    <button
      type="button"
      aria-label={t("copy", { what: line })}
      onClick={() => copy(line, () => showToast({ tone: "problem", text: t("notCopied") }))}
      className="num -mx-1 flex min-h-6 w-full items-center gap-1.5 rounded-6 px-1 text-left text-meta text-text-2 hover:bg-hover hover:text-text max-sm:min-h-11"
    >
      <span className="min-w-0 grow break-all">{line}</span>
      <Icon {...ICON} size={13} className="shrink-0" />
      <span role="status" className="sr-only">
        {isCopied ? t("copied") : ""}
      </span>
    </button>
  );
}

function Tile({ icon: Icon }: { icon: LucideIcon }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-8 shrink-0 place-items-center rounded-8 bg-primary-soft text-primary-text"
    >
      <Icon {...ICON} size={16} />
    </span>
  );
}
