"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { RatingDto } from "../../server/modules/automation/schema";
import { useReader } from "../i18n/clock";
import { formatDate } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { FACES } from "../ui/faces";
import { NavLink } from "../ui/nav-link";

const ASK_AFTER_MS = 150;

/** What the contact has said of their conversations, the newest first, followed live. Nothing while there is none. */
export function RatingsOf({ contactId, className }: { contactId: string; className: string }) {
  const t = useTranslations("contacts");
  const word = useTranslations("rate.scores");
  const { api, engine, me } = useWorkspace();
  const reader = useReader();
  const [ratings, setRatings] = useState<RatingDto[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const load = () => {
      api.ratings.ofContact.query({ contactId }).then(
        (found) => isCurrent && setRatings(found),
        () => {},
      );
    };
    const asking = setTimeout(load, ASK_AFTER_MS);
    engine.onContacts.add(load);
    engine.onConnected.add(load);
    return () => {
      isCurrent = false;
      clearTimeout(asking);
      engine.onContacts.delete(load);
      engine.onConnected.delete(load);
    };
  }, [api, engine, contactId]);
  if (ratings.length === 0) return null;
  return (
    <section aria-label={t("ratings")} className={className}>
      <h3 className="mb-1 font-semibold text-meta">{t("ratings")}</h3>
      <ul className="flex flex-col gap-1.5">
        {ratings.map((rating) => (
          <li key={rating.id} className="flex gap-2">
            <span aria-hidden="true" className="text-[1.125rem] leading-5">
              {FACES[rating.score - 1]}
            </span>
            <div className="min-w-0 grow">
              <p className="flex items-baseline gap-2">
                <span className="min-w-0 grow">
                  {t("rated", { score: rating.score, word: word(`${rating.score as 1}`) })}
                  {" · "}
                  <NavLink
                    href={`/t/${me.tenant.slug}/inbox/${rating.conversationId}?view=all`}
                    className="num text-primary-text hover:underline"
                  >
                    #{rating.displayNumber}
                  </NavLink>
                </span>
                <time dateTime={rating.answeredAt} className="num shrink-0 text-meta text-text-3">
                  {formatDate(rating.answeredAt, reader)}
                </time>
              </p>
              {rating.comment ? (
                <p className="whitespace-pre-wrap break-words text-meta text-text-2">“{rating.comment}”</p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
