import { Tag, Users } from "lucide-react";
import type { SummaryAct } from "../../../server/modules/conversations/acts-schema";
import { PRIORITIES } from "../../../server/modules/conversations/schema";
import type { Choice } from "../../commands/registry";
import { failureOf } from "../../trpc/failure";
import { showToast } from "../../ui/toast-store";
import { MemberAvatar } from "../member-avatar";
import { PriorityMark } from "../priority";
import type { ActKind } from "./acts-store";
import { macroOptions } from "./macro-options";
import { mergeOptions, splitOptions } from "./merge-options";
import { selection } from "./selection-store";
import { snoozeOptions } from "./snooze-options";
import type { ActEnv } from "./use-act-env";

/** What can be chosen for an act, ready to run: for the small list under a button and for the command bar. */
export async function optionsOf(kind: ActKind, env: ActEnv, typed: string): Promise<Choice[]> {
  switch (kind) {
    case "snooze":
      return snoozeOptions(env, typed);
    case "priority":
      return priorityOptions(env);
    case "label":
      return labelOptions(env, typed);
    case "assign":
      return assignOptions(env);
    case "assignTeam":
      return teamOptions(env);
    case "participants":
      return participantOptions(env);
    case "macro":
      return macroOptions(env);
    case "merge":
      return mergeOptions(env);
    case "split":
      return splitOptions(env);
    default:
      return [];
  }
}

/** Runs the act on all it is about; acts on a selection end it. */
export function runOn({ acts, about }: ActEnv, act: SummaryAct): void {
  acts.run(about, act);
  if (act.type !== "labels" && act.type !== "participants") selection.clear();
}

const all = <T,>(env: ActEnv, of: (conversation: ActEnv["about"][number]) => T, value: T) =>
  env.about.every((conversation) => of(conversation) === value);

function priorityOptions(env: ActEnv): Choice[] {
  const levels = [...PRIORITIES].reverse();
  return [...levels, null].map((priority) => ({
    id: priority ?? "none",
    words: env.t(priority ? `priority.${priority}` : "priority.none"),
    icon: priority ? <PriorityMark priority={priority} /> : undefined,
    isChecked: all(env, (c) => c.priority, priority),
    run: () => runOn(env, { type: "priority", priority }),
  }));
}

function labelOptions(env: ActEnv, typed: string): Choice[] {
  const { names, about, acts, t, workspace } = env;
  const known = [...names.labels.values()];
  const options: Choice[] = known.map((label) => {
    const isOn = about.every((c) => c.labelIds.includes(label.id));
    return {
      id: label.id,
      words: label.name,
      icon: <span className="size-2 rounded-full" style={{ backgroundColor: label.colour }} />,
      isChecked: isOn,
      run: () => runOn(env, { type: "labels", add: isOn ? [] : [label.id], remove: isOn ? [label.id] : [] }),
    };
  });
  const name = typed.trim();
  const isNew = name !== "" && !known.some((label) => label.name.toLowerCase() === name.toLowerCase());
  if (!isNew || !acts.mayMakeLabels) return options;
  async function make() {
    try {
      const label = await workspace.api.labels.create.mutate({ name });
      names.addLabel(label);
      runOn(env, { type: "labels", add: [label.id], remove: [] });
    } catch (error) {
      showToast({ tone: "problem", text: failureOf(error).message || t("notDoneOffline") });
    }
  }
  const icon = <Tag aria-hidden="true" size={14} strokeWidth={1.75} />;
  return [
    ...options,
    { id: "new", words: t("makeLabel", { name }), icon, isAnswer: true, run: () => void make() },
  ];
}

function assignOptions(env: ActEnv): Choice[] {
  const { names, acts, about, workspace, t } = env;
  const { me } = workspace;
  const may = (to: string | null) => about.some((c) => acts.mayAssign(c.assigneeId, to));
  const option = (id: string | null, words: string): Choice => ({
    id: id ?? "nobody",
    words,
    icon: id ? <MemberAvatar id={id} name={words} size={18} /> : undefined,
    isChecked: all(env, (c) => c.assigneeId, id),
    run: () => runOn(env, { type: "assign", assigneeId: id }),
  });
  const others = [...names.members.values()].filter((m) => m.isActive && m.id !== me.member.id);
  return [
    ...(may(me.member.id) ? [option(me.member.id, t("me", { name: me.user.name }))] : []),
    ...others.filter(({ id }) => may(id)).map(({ id, name }) => option(id, name)),
    ...(may(null) ? [option(null, t("nobody"))] : []),
  ];
}

function teamOptions(env: ActEnv): Choice[] {
  const { names, acts, about, t } = env;
  if (!about.some((c) => acts.mayRoute(c.teamId))) return [];
  return [...names.teams.values(), null].map((team) => ({
    id: team?.id ?? "none",
    words: team?.name ?? t("noTeam"),
    icon: team ? <Users aria-hidden="true" size={14} strokeWidth={1.75} /> : undefined,
    isChecked: all(env, (c) => c.teamId, team?.id ?? null),
    run: () => runOn(env, { type: "team", teamId: team?.id ?? null }),
  }));
}

function participantOptions(env: ActEnv): Choice[] {
  return [...env.names.members.values()]
    .filter((member) => member.isActive)
    .map(({ id, name }) => {
      const isIn = env.about.every((c) => c.participantIds.includes(id));
      const act = { type: "participants", add: isIn ? [] : [id], remove: isIn ? [id] : [] } as const;
      return {
        id,
        words: name,
        icon: <MemberAvatar id={id} name={name} size={18} />,
        isChecked: isIn,
        run: () => runOn(env, { ...act, add: [...act.add], remove: [...act.remove] }),
      };
    });
}
