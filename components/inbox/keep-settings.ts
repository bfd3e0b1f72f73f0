import type { useTranslations } from "next-intl";
import type { Preferences } from "../../server/modules/tenants/schema";
import type { Workspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { showToast } from "../ui/toast-store";
import { listSettings } from "./list-store";

type Kept = Pick<Preferences, "density" | "sections">;
export type SectionsKept = Kept["sections"];
type Words = ReturnType<typeof useTranslations<"acts">>;

/** Shown at once and kept on the server; goes back, with the reason, when it could not be kept. */
export async function keepSettings({ api, me }: Workspace, t: Words, change: Partial<Kept>): Promise<void> {
  const { density, sections } = me.member.preferences;
  function show(next: Partial<Kept>): void {
    me.member.preferences = { ...me.member.preferences, ...next };
    listSettings.changed();
  }
  show(change);
  try {
    await api.profile.setPreferences.mutate(change);
  } catch (error) {
    show({ density, sections });
    const { message } = failureOf(error);
    showToast({ tone: "problem", text: message ? t("notDone", { reason: message }) : t("notDoneOffline") });
  }
}

/** Folds an open section, opens a folded one. */
export function toggleSection(workspace: Workspace, t: Words, section: string): void {
  const { sections } = workspace.me.member.preferences;
  const others = sections.folded.filter((name) => name !== section);
  const folded = others.length < sections.folded.length ? others : [...others, section];
  void keepSettings(workspace, t, { sections: { ...sections, folded } });
}
