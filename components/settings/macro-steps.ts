import type { MacroStep } from "../../server/modules/messages/macros-schema";

/** What a step can be, as it is offered; several are one type with another value. */
export const STEP_KINDS = [
  "resolve",
  "pending",
  "reopen",
  "snooze",
  "assign",
  "team",
  "priority",
  "label",
  "note",
  "reply",
  "mute",
  "transcript",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export function freshStep(kind: StepKind): MacroStep {
  switch (kind) {
    case "resolve":
      return { type: "status", status: "resolved" };
    case "pending":
      return { type: "status", status: "pending" };
    case "reopen":
      return { type: "status", status: "open" };
    case "snooze":
      return { type: "snooze", minutes: null };
    case "assign":
      return { type: "assign", assigneeId: "me" };
    case "team":
      return { type: "team", teamId: null };
    case "priority":
      return { type: "priority", priority: "high" };
    case "label":
      return { type: "labels", add: [], remove: [] };
    case "mute":
      return { type: "mute", isMuted: true };
    case "transcript":
      return { type: "transcript" };
    default:
      return { type: kind, content: "" };
  }
}

export function stepKind(step: MacroStep): StepKind {
  if (step.type === "status")
    return step.status === "resolved" ? "resolve" : step.status === "open" ? "reopen" : "pending";
  return step.type === "labels" ? "label" : step.type;
}
