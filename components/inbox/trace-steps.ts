import type { useTranslations } from "next-intl";
import type { MessageTrace } from "../../server/modules/sending/schema";

export type Step = {
  at: string;
  what: string;
  more: string[];
  tone: "plain" | "good" | "bad" | "unclear";
};

type Words = ReturnType<typeof useTranslations<"trace">>;
const OUTCOMES = {
  sent: { words: "triedSent", tone: "good" },
  retry: { words: "triedRetry", tone: "plain" },
  failed: { words: "triedFailed", tone: "bad" },
  unconfirmed: { words: "triedUnconfirmed", tone: "unclear" },
} as const;

/** A message's life in the order of time. */
export function stepsOf(trace: MessageTrace, t: Words): Step[] {
  const { createdAt, isOurs, attempts, times, owed, delivery, error } = trace;
  const plain = (at: string, what: string, more: string[] = []): Step => ({ at, what, more, tone: "plain" });
  const now = attempts.filter(({ isOver }) => !isOver);
  const wasTaken = now.some(({ outcome }) => outcome === "sent");
  const begin = delivery
    ? [
        plain(delivery.receivedAt, t("delivered")),
        ...(delivery.processedAt ? [plain(delivery.processedAt, t("understood"))] : []),
      ]
    : [plain(createdAt, t(isOurs ? "written" : "received"))];
  const tried = attempts.map((attempt): Step => {
    const outcome = OUTCOMES[attempt.outcome as keyof typeof OUTCOMES];
    const { number, code, reason, externalId, isOver } = attempt;
    const more = [
      reason,
      code && t("code", { code }),
      externalId && t("id", { id: externalId }),
      isOver && t("over"),
    ];
    return {
      at: attempt.endedAt ?? attempt.startedAt,
      what: t(outcome?.words ?? "trying", { number }),
      more: more.filter((line): line is string => Boolean(line)),
      tone: outcome?.tone ?? "plain",
    };
  });
  const told = [
    ...(times.delivered ? [{ ...plain(times.delivered, t("arrived")), tone: "good" as const }] : []),
    ...(times.read ? [{ ...plain(times.read, t("read")), tone: "good" as const }] : []),
    ...(times.played ? [{ ...plain(times.played, t("played")), tone: "good" as const }] : []),
    // Where the try itself was refused, it has said so.
    ...(times.failed && (attempts.length === 0 || wasTaken)
      ? [
          {
            ...plain(times.failed, t("failed"), error ? saidOf(error, t) : []),
            tone: "bad" as const,
          },
        ]
      : []),
  ];
  const last = tried.at(-1);
  if (last && error?.fix && now.length > 0 && !wasTaken) last.more.push(error.fix);
  const steps = [...begin, ...tried, ...told].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const next = owed && plain(owed.runAt, t("next"), owed.lastError ? [owed.lastError] : []);
  return next ? [...steps, next] : steps;
}

function saidOf({ reason, fix, code }: NonNullable<MessageTrace["error"]>, t: Words): string[] {
  return [reason, fix ?? "", code ? t("code", { code }) : ""].filter(Boolean);
}
