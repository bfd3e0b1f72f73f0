import type { useTranslations } from "next-intl";
import type { Preferences } from "../../server/modules/tenants/schema";
import type { Workspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { showToast } from "../ui/toast-store";
import { listSettings } from "./list-store";

type Kept = Pick<Preferences, "density" | "sections">;
export type SectionsKept = Kept["sections"];
type Words = ReturnType<typeof useTranslations<"acts">>;

/** What the server has, as far as its answers tell, while `waiting` changes are on their way. */
let held: Kept;
let waiting = 0;
let last: Promise<void> = Promise.resolve();

/**
 * Shown at once and kept on the server, one change after the other; what could not be kept goes back, with the reason,
 * unless something newer is shown by then.
 */
export function keepSettings({ api, me }: Workspace, t: Words, change: Partial<Kept>): Promise<void> {
  const { density, sections } = me.member.preferences;
  if (waiting === 0) held = { density, sections };
  waiting += 1;
  show(me, change);
  last = last.then(async () => {
    try {
      await api.profile.setPreferences.mutate(change);
      held = { ...held, ...change };
    } catch (error) {
      const shown = me.member.preferences;
      show(me, {
        ...(shown.density === change.density && { density: held.density }),
        ...(shown.sections === change.sections && { sections: held.sections }),
      });
      const { message } = failureOf(error);
      showToast({ tone: "problem", text: message ? t("notDone", { reason: message }) : t("notDoneOffline") });
    } finally {
      waiting -= 1;
    }
  });
  return last;
}

function show(me: Workspace["me"], next: Partial<Kept>): void {
  me.member.preferences = { ...me.member.preferences, ...next };
  listSettings.changed();
}

/** Folds an open section, opens a folded one. */
export function toggleSection(workspace: Workspace, t: Words, section: string): void {
  const { sections } = workspace.me.member.preferences;
  const others = sections.folded.filter((name) => name !== section);
  const folded = others.length < sections.folded.length ? others : [...others, section];
  void keepSettings(workspace, t, { sections: { ...sections, folded } });
}
