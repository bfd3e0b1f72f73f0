import {
  answerAfterHours,
  askAfterResolve,
  assignAfter,
  greetAfter,
  MAY_ANSWER,
} from "../modules/automation/reactions";
import { IS_BRIDGED, mirrorToTopic } from "../modules/bridge/mirror";
import { recordReopening, releaseWorkOfLeaver, showContactChange } from "../modules/conversations/reactions";
import {
  CONCERNS_MEMBERS,
  notifyAssigned,
  notifyCreated,
  notifyMentioned,
  notifyMessage,
  settleRead,
} from "../modules/notifications/reactions";
import {
  announceAvailability,
  closeRoomsOfMember,
  closeRoomsOfUser,
  closeThreadOfPrevious,
} from "../modules/realtime/reactions";
import { IS_TOLD_OF_READING, oweReadMark } from "../modules/sending/signs";
import { IS_WEB_REPLY, oweContinuity } from "../modules/visitors/continuity";
import { type Reaction, reaction } from "./reaction";

/**
 * The whole wiring between modules, on one page: which event makes which higher module do what. A reaction is written in its
 * module (modules/<name>/reactions.ts) and joined here with one line. It runs after the commit, at least once, with the
 * tenant, the trace and the log of the event's own request.
 */
export const subscriptions: readonly Reaction[] = [
  reaction("close-rooms-of-member", ["member.access_changed"], (_, event) =>
    closeRoomsOfMember(event.memberId),
  ),
  reaction("close-rooms-of-user", ["session.revoked"], (ctx, event) =>
    closeRoomsOfUser(ctx.tenantId, event.userId),
  ),
  reaction("release-work-of-leaver", ["member.access_changed"], (ctx, event) =>
    releaseWorkOfLeaver(ctx, event.memberId),
  ),
  reaction("record-reopening", ["conversation.status_changed"], (ctx, event) => recordReopening(ctx, event)),
  reaction("show-contact-change", ["contact.updated", "contact.merged"], (ctx, event) =>
    showContactChange(ctx, event.contactId),
  ),
  reaction(
    "assign-waiting",
    [
      "conversation.created",
      "conversation.status_changed",
      "conversation.assigned",
      "conversation.team_changed",
      "member.availability_changed",
      "member.access_changed",
      "member.places_changed",
      "team.updated",
      "inbox.updated",
    ],
    assignAfter,
  ),
  reaction("greet", ["conversation.created"], greetAfter),
  reaction("answer-out-of-hours", ["message.created"], answerAfterHours, { when: MAY_ANSWER }),
  reaction("ask-rating", ["conversation.status_changed"], askAfterResolve),
  reaction("mail-unseen", ["message.created"], oweContinuity, { when: IS_WEB_REPLY }),
  reaction("mark-read", ["conversation.read"], oweReadMark, { when: IS_TOLD_OF_READING }),
  reaction(
    "mirror-to-topic",
    ["message.created", "message.updated", "conversation.status_changed"],
    (ctx, event) => mirrorToTopic(ctx, event),
    { lane: "conversation", when: IS_BRIDGED },
  ),
  reaction("announce-availability", ["member.availability_changed"], (ctx, event) =>
    announceAvailability(ctx.tenantId, event),
  ),
  reaction("close-thread-of-previous", ["conversation.assigned"], (ctx, event) =>
    closeThreadOfPrevious(ctx.tenantId, event),
  ),
  reaction("notify-assigned", ["conversation.assigned"], notifyAssigned),
  reaction("notify-message", ["message.created"], notifyMessage, { when: CONCERNS_MEMBERS }),
  reaction("notify-mentioned", ["member.mentioned"], notifyMentioned),
  reaction("notify-created", ["conversation.created"], notifyCreated),
  reaction("settle-notifications", ["conversation.read"], settleRead),
];
