import type { useTranslations } from "next-intl";
import type { MessageTrace } from "../../server/modules/sending/schema";

export type Step = {
  /** Null for what nobody knows the time of. */
  at: string | null;
  what: string;
  more: string[];
  /** What the provider calls it. */
  code?: string;
  tone: "plain" | "good" | "bad" | "unclear";
};

type Words = ReturnType<typeof useTranslations<"trace">>;
const OUTCOMES = {
  sent: { words: "triedSent", tone: "good" },
  retry: { words: "triedRetry", tone: "plain" },
  failed: { words: "triedFailed", tone: "bad" },
  unconfirmed: { words: "triedUnconfirmed", tone: "unclear" },
} as const;

/**
 * A message's life: how it began, the tries in their order, what the provider told afterwards, what is still to be done. A
 * provider tells times by the second and by its own clock, so they order nothing. `pausedFor`: why the inbox sends nothing.
 */
export function stepsOf(trace: MessageTrace, t: Words, pausedFor: string | null): Step[] {
  const { attempts, owed } = trace;
  const tried = attempts.map((attempt) => triedOf(attempt, trace, t));
  const last = tried.at(-1);
  const now = attempts.filter(({ isOver }) => !isOver);
  const wasTaken = now.some(({ outcome }) => outcome === "sent");
  if (last && trace.error?.fix && now.length > 0 && !wasTaken) last.more.push(trace.error.fix);
  const next = owed ? [nextOf(owed, t, { pausedFor, known: last?.more ?? [] })] : [];
  return [...beginOf(trace, t), ...tried, ...toldOf(trace, t, wasTaken), ...next];
}

function plain(at: string | null, what: string, more: string[] = []): Step {
  return { at, what, more, tone: "plain" };
}

function beginOf({ createdAt, isOurs, delivery }: MessageTrace, t: Words): Step[] {
  if (!delivery) return [plain(createdAt, t(isOurs ? "written" : "received"))];
  const { receivedAt, processedAt } = delivery;
  return [plain(receivedAt, t("delivered")), ...(processedAt ? [plain(processedAt, t("understood"))] : [])];
}

function triedOf(attempt: MessageTrace["attempts"][number], trace: MessageTrace, t: Words): Step {
  const outcome = OUTCOMES[attempt.outcome as keyof typeof OUTCOMES];
  const { number, code, reason, externalId, isOver } = attempt;
  // The one that counts stands under all of it.
  const id = externalId !== trace.externalId && externalId && t("id", { id: externalId });
  return {
    at: attempt.endedAt ?? attempt.startedAt,
    what: t(outcome?.words ?? "trying", { number }),
    more: [reason, id, isOver && t("over")].filter((line): line is string => Boolean(line)),
    ...(code && { code }),
    tone: outcome?.tone ?? "plain",
  };
}

function toldOf({ times, attempts, error }: MessageTrace, t: Words, wasTaken: boolean): Step[] {
  const good = (at: string | undefined, what: string): Step[] =>
    at ? [{ ...plain(at, what), tone: "good" }] : [];
  // Where the try itself was refused, it has said so.
  const failed = attempts.length === 0 || wasTaken ? times.failed : undefined;
  const said = [error?.reason, error?.fix].filter((line): line is string => Boolean(line));
  const code = error?.code ? { code: error.code } : {};
  return [
    ...(failed ? [{ ...plain(failed, t("failed"), said), ...code, tone: "bad" as const }] : []),
    ...good(times.delivered, t("arrived")),
    ...good(times.read, t("read")),
    ...good(times.played, t("played")),
  ];
}

function nextOf(
  { state, runAt, lastError }: NonNullable<MessageTrace["owed"]>,
  t: Words,
  { pausedFor, known }: { pausedFor: string | null; known: string[] },
): Step {
  const unsaid = (line: string | null) => (line && !known.includes(line) ? [line] : []);
  if (pausedFor) return plain(null, t("nextPaused"), unsaid(pausedFor));
  if (state === "waiting") return plain(null, t("nextTurn"));
  return plain(runAt, t("next"), unsaid(lastError));
}
