import type { Handler } from "../infra/outbox/entry";
import { cleanUps, type JobTools } from "./clean-up";

/** How often a job is owed: once per full hour or day (UTC). */
export type Period = "hour" | "day";
export type RecurringJob = { job: string; every: Period; handler: Handler };

/** Every recurring job, one line each. Whoever asks first owes it for everybody: the key is `<job>:<period>`. */
export function schedule(tools: JobTools): RecurringJob[] {
  const clean = cleanUps(tools);
  return [
    { job: "clean-up.outbox", every: "hour", handler: clean.finishedEntries },
    { job: "clean-up.events", every: "hour", handler: clean.oldEvents },
    { job: "clean-up.files", every: "hour", handler: clean.unattachedFiles },
    { job: "clean-up.mail", every: "day", handler: clean.keptMail },
    { job: "clean-up.sessions", every: "day", handler: clean.expiredSessions },
    { job: "clean-up.tokens", every: "day", handler: clean.expiredTokens },
  ];
}

/** The period a moment falls into: "2026-11-20" or "2026-11-20T14". */
export function periodOf(every: Period, now: number): string {
  return new Date(now).toISOString().slice(0, every === "day" ? 10 : 13);
}
