import { newId } from "../../../server/core/ids";
import type { TableRows } from "../rows";
import { cannedRows } from "./canned";
import type { DemoTenant } from "./types";

type Conversation = Required<Pick<TableRows["conversation"], "id" | "lastSeq">> &
  Pick<TableRows["conversation"], "assigneeId" | "status">;
type Mention = { memberId: string; messageId: string; conversationId: string; createdAt: Date };

const is = (field: string, ...values: string[]) => ({ field, operator: "equal_to", values });
const where = (field: string, operator: string, value: string | number = "") => ({ field, operator, value });
const MORNING = { from: "09:00", to: "13:00" };
const DAY = { from: "09:00", to: "17:30" };

/** What the people of a desk have set up for themselves and one another, and what they are told of. */
export function deskRows(given: {
  demo: DemoTenant;
  tenantId: string;
  memberIds: readonly string[];
  teams: readonly { id: string; name: string }[];
  labels: readonly { id: string; name: string }[];
  conversations: readonly Conversation[];
  mentions: readonly Mention[];
}) {
  const { tenantId, teams, labels, mentions } = given;
  const [owner, first, second] = given.memberIds as [string, string, string];
  const updatedAt = new Date();
  const [label, other] = labels as [{ id: string; name: string }, { id: string; name: string }];
  const vip = labels.find(({ name }) => name === "VIP") ?? label;
  const view = (position: number, ownerId: string, name: string, filter: object, rest: object = {}) => ({
    ...{ id: newId(), tenantId, subject: "conversation", name, ownerId, sharedWith: "private" },
    ...{ filter: { filter, status: "open" }, sort: "newest", teamId: null, position, updatedAt },
    ...rest,
  });
  const segment = (
    position: number,
    ownerId: string,
    name: string,
    conditions: object[],
    rest: object = {},
  ) => ({
    ...{ id: newId(), tenantId, subject: "contact", name, ownerId, sharedWith: "tenant", teamId: null },
    filter: { join: "and", groups: [{ join: "and", conditions }] },
    ...{ sort: "-lastActivityAt", position, updatedAt },
    ...rest,
  });
  const macro = (ownerId: string, name: string, isShared: boolean, actions: object[]) => ({
    ...{ id: newId(), tenantId, name, ownerId, isShared, actions, updatedAt },
  });
  const ofTeam = { sharedWith: "team", teamId: teams[0]!.id };
  return {
    canned_response: cannedRows(tenantId),
    saved_view: [
      view(0, owner, "Urgent and high", { join: "or", items: [is("priority", "urgent", "high")] }, TENANT),
      view(1, first, `${label.name}, not mine yet`, {
        join: "and",
        items: [is("labels", label.id), { field: "assignee", operator: "is_not_present", values: [] }],
      }),
      view(2, first, `${teams[0]!.name} this week`, { join: "and", items: [is("labels", label.id)] }, ofTeam),
      view(3, second, "Waiting longest", { join: "and", items: [is("status", "open")] }, { sort: "waiting" }),
      segment(0, owner, "VIP", [where("labels", "equal_to", vip.id)]),
      segment(1, owner, "Ten orders or more", [where("attributes.orders", "is_greater_than", 9)]),
      segment(2, first, "Gone quiet", [where("lastActivityAt", "days_before", 14)], {
        sharedWith: "private",
      }),
      segment(
        3,
        second,
        "Gold in London",
        [where("attributes.tier", "equal_to", "Gold"), where("city", "equal_to", "London")],
        ofTeam,
      ),
    ],
    macro: [
      macro(owner, "Take and thank", true, [
        { type: "assign", assigneeId: "me" },
        { type: "reply", content: "Thank you for writing. I am looking into it and come back to you today." },
      ]),
      macro(owner, `To ${teams[0]!.name}`, true, [
        { type: "team", teamId: teams[0]!.id },
        { type: "labels", add: [label.id], remove: [] },
        { type: "note", content: "Please take over from here." },
      ]),
      macro(first, "Done, with the transcript", false, [
        { type: "transcript" },
        { type: "status", status: "resolved" },
      ]),
      macro(second, "Look again tomorrow", false, [
        { type: "labels", add: [other.id], remove: [] },
        { type: "snooze", minutes: 1440 },
      ]),
    ],
    mention: mentions.map((mention) => ({ tenantId, ...mention })),
    conversation_participant: unique(mentions).map(({ memberId, conversationId }) => ({
      ...{ tenantId, conversationId, memberId },
    })),
    notification: notificationRows(given),
  };
}

const TENANT = { sharedWith: "tenant" };

/** Of a Monday-to-Saturday shop, closed over Christmas. */
export const DESK_HOURS = {
  isOn: true,
  days: [[DAY], [DAY], [DAY], [DAY], [DAY], [MORNING], []],
  holidays: [{ name: "Christmas", from: "2026-12-25", to: "2026-12-28" }],
};

/** One a member and conversation: mentions first, then what was given to them. The older half is read. */
function notificationRows(given: {
  tenantId: string;
  memberIds: readonly string[];
  conversations: readonly Conversation[];
  mentions: readonly Mention[];
}): TableRows["notification"][] {
  const { tenantId, conversations, mentions, memberIds } = given;
  const now = Date.now();
  const told = new Set<string>();
  const rows: TableRows["notification"][] = [];
  function tell(
    memberId: string,
    type: string,
    c: { id: string; seq: number; messageId: string | null },
  ): void {
    const key = `${memberId} ${c.id}`;
    if (told.has(key)) return;
    told.add(key);
    const at = new Date(now - (20 + rows.length * 95) * 60_000);
    rows.push({
      ...{ id: newId(at.getTime()), tenantId, memberId, type, conversationId: c.id, messageId: c.messageId },
      ...{ seq: c.seq, data: { byMemberId: memberIds[0] }, createdAt: at, raisedAt: at },
      readAt: rows.length % 2 ? new Date(at.getTime() + 300_000) : null,
    });
  }
  for (const { memberId, conversationId: id, messageId } of mentions)
    tell(memberId, "conversation_mention", { id, seq: 0, messageId });
  for (const memberId of memberIds) {
    const own = conversations.filter((c) => c.assigneeId === memberId && c.status === "open").slice(0, 4);
    for (const { id, lastSeq } of own)
      tell(memberId, "conversation_assignment", { id, seq: lastSeq, messageId: null });
  }
  return rows;
}

function unique(mentions: readonly Mention[]): Mention[] {
  const byKey = new Map(mentions.map((m) => [`${m.memberId} ${m.conversationId}`, m]));
  return [...byKey.values()];
}
