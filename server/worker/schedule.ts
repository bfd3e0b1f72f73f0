import type { Handler } from "../infra/outbox/entry";
import { everyMinute } from "../modules/automation/jobs";
import { nameInboxes } from "../modules/deliveries/name-inboxes";
import { SILENCE_KIND, watchSilence } from "../modules/deliveries/silence";
import { lookAtAll } from "../modules/pairing/watch";
import { refreshAll } from "../modules/sending/refresh";
import { cleanUps, type JobTools } from "./clean-up";
import { searchIndexing } from "./search-indexing";

/** How often a job is owed: once per full minute, quarter of an hour, hour or day (UTC). */
export type Period = "minute" | "quarter" | "hour" | "day";
export type RecurringJob = { job: string; every: Period; handler: Handler };

/** Every recurring job, one line each. Whoever asks first owes it for everybody: the key is `<job>:<period>`. */
export function schedule(tools: JobTools): RecurringJob[] {
  const clean = cleanUps(tools);
  const minutely = everyMinute(tools);
  return [
    { job: "clean-up.outbox", every: "hour", handler: clean.finishedEntries },
    { job: "clean-up.events", every: "hour", handler: clean.oldEvents },
    { job: "clean-up.files", every: "hour", handler: clean.unattachedFiles },
    { job: "clean-up.notifications", every: "day", handler: clean.oldNotifications },
    { job: "clean-up.deliveries", every: "hour", handler: clean.oldDeliveries },
    { job: "clean-up.paces", every: "hour", handler: clean.pastPaces },
    { job: "clean-up.firsts", every: "hour", handler: clean.pastFirsts },
    { job: "clean-up.facts", every: "day", handler: clean.vainFacts },
    { job: "clean-up.mail", every: "day", handler: clean.keptMail },
    { job: "clean-up.sessions", every: "day", handler: clean.expiredSessions },
    { job: "clean-up.tokens", every: "day", handler: clean.expiredTokens },
    { job: "inboxes.names", every: "hour", handler: nameInboxes(tools) },
    { job: "inboxes.refresh", every: "day", handler: refreshAll(tools) },
    { job: SILENCE_KIND, every: "quarter", handler: watchSilence(tools) },
    { job: "auto-resolve", every: "minute", handler: minutely["auto-resolve"] },
    { job: "presence", every: "minute", handler: minutely.presence },
    { job: "pairing", every: "minute", handler: lookAtAll(tools.db) },
    { job: "search.index", every: "minute", handler: searchIndexing(tools) },
  ];
}

const LENGTHS = { minute: 16, quarter: 16, hour: 13, day: 10 } as const satisfies Record<Period, number>;
const QUARTER_MS = 15 * 60_000;

/** The period a moment falls into: "2026-11-20", "2026-11-20T14" or "2026-11-20T14:05". */
export function periodOf(every: Period, now: number): string {
  return new Date(every === "quarter" ? now - (now % QUARTER_MS) : now)
    .toISOString()
    .slice(0, LENGTHS[every]);
}
