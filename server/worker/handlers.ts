import { MAIL_KIND, mailHandler } from "../infra/mail/job";
import type { Handlers } from "../infra/outbox/entry";
import type { Runtime } from "../infra/runtime";
import { ASK_KIND, askHandler } from "../modules/automation/ask-rating";
import { TAKE_KIND } from "../modules/bridge/album";
import { takeHandler } from "../modules/bridge/take";
import { IMPORT_KIND, importHandler } from "../modules/contacts/import-run";
import { WAKE_KIND, wakeHandler } from "../modules/conversations/act-status";
import { FETCH_KIND, GESTURE_KIND, SEND_KIND as SEND_QUEUED_KIND } from "../modules/conversations/append-sql";
import { GROUP_KIND } from "../modules/deliveries/groups";
import { RESEND_KIND } from "../modules/deliveries/learn-failure";
import { ACKNOWLEDGE_KIND, processHandler } from "../modules/deliveries/process";
import { PROCESS_KIND } from "../modules/deliveries/store";
import { MAIL_DIGEST_KIND, mailDigestHandler } from "../modules/notifications/mail";
import { LATER_KIND, laterHandler } from "../modules/notifications/notify";
import { PUSH_KIND, pushHandler } from "../modules/notifications/push";
import {
  WAKE_KIND as NOTIFICATION_WAKE_KIND,
  wakeHandler as wakeNotifications,
} from "../modules/notifications/snooze";
import { HISTORY_KIND, historyHandler } from "../modules/pairing/history";
import { WATCH_KIND as PAIRING_WATCH_KIND, watchHandler } from "../modules/pairing/watch";
import { sendHandler } from "../modules/replies/deliver";
import { SEND_KIND } from "../modules/replies/scheduled";
import { acknowledgeHandler } from "../modules/sending/acknowledge";
import { fetchHandler } from "../modules/sending/fetch";
import { gestureHandler } from "../modules/sending/gesture";
import { groupHandler } from "../modules/sending/group";
import { refreshHandler } from "../modules/sending/refresh";
import { resendHandler } from "../modules/sending/retry";
import { sendQueuedHandler } from "../modules/sending/send";
import { READ_KIND, readHandler } from "../modules/sending/signs";
import { REFRESH_KIND } from "../modules/templates/store";
import { CONTINUITY_KIND, continuityHandler } from "../modules/visitors/continuity";
import { REACTION_KIND, type Reaction } from "./reaction";
import type { RecurringJob } from "./schedule";

export type WorkerTools = Pick<Runtime, "db" | "log" | "mailer" | "storage">;

/** What the worker can do, by the kind of the entry. A new kind of side effect is one line here. */
export function allHandlers(
  { mailer, db, storage }: WorkerTools,
  { reactions, jobs }: { reactions: readonly Reaction[]; jobs: readonly RecurringJob[] },
): Handlers {
  return new Map([
    [MAIL_KIND, mailHandler(mailer)],
    [IMPORT_KIND, importHandler({ db, storage })],
    [SEND_KIND, sendHandler],
    [PROCESS_KIND, processHandler],
    [SEND_QUEUED_KIND, sendQueuedHandler],
    [FETCH_KIND, fetchHandler],
    [REFRESH_KIND, refreshHandler],
    [GROUP_KIND, groupHandler],
    [RESEND_KIND, resendHandler],
    [GESTURE_KIND, gestureHandler],
    [READ_KIND, readHandler],
    [ACKNOWLEDGE_KIND, acknowledgeHandler],
    [TAKE_KIND, takeHandler],
    [WAKE_KIND, wakeHandler()],
    [PAIRING_WATCH_KIND, watchHandler],
    [HISTORY_KIND, historyHandler],
    [ASK_KIND, askHandler],
    [LATER_KIND, laterHandler],
    [CONTINUITY_KIND, continuityHandler],
    [MAIL_DIGEST_KIND, mailDigestHandler],
    [PUSH_KIND, pushHandler],
    [NOTIFICATION_WAKE_KIND, wakeNotifications],
    ...jobs.map(({ job, handler }) => [job, handler] as const),
    ...reactions.map(({ name, handler }) => [REACTION_KIND + name, handler] as const),
  ]);
}
