import type { serverCaller } from "@/server/trpc/caller";
import { refusalCode } from "../refusal";

export type Caller = Awaited<ReturnType<typeof serverCaller>>;

/** What contacts name by id. A role without conversations has no labels or inboxes to name. */
export async function loadReference(caller: Caller) {
  const [members, inboxes, labels, teams] = await Promise.all([
    caller.members.list().catch(() => []),
    caller.inboxes.list().catch(() => []),
    caller.labels.list().catch(() => []),
    caller.teams.list().catch(() => []),
  ]);
  return { members, inboxes, labels, teams, views: [] };
}

/** Null for somebody whose role includes no contacts, and for what is not here. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    const code = refusalCode(error);
    if (code === "forbidden" || code === "not_found") return null;
    throw error;
  }
}
