import { beforeAll, expect, it, onTestFinished } from "vitest";
import { type MadeTeam, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { testRuntime } from "../../testing/runtime";
import { deleteTeam } from "../conversations/delete-team";
import { createLabel, deleteLabel, updateLabel } from "../conversations/labels";
import { createSavedView, deleteSavedView, updateSavedView } from "../conversations/saved-views";
import { setInboxEnabled } from "../inboxes/settings";
import { createMacro, deleteMacro } from "../messages/macros";
import { createCanned, deleteCanned, updateCanned } from "../replies/canned";
import { onReferenceLive, type ReferenceChange } from "../tenants/live";
import { createTeam, updateTeam } from "../tenants/teams";

let team: MadeTeam;
beforeAll(async () => {
  team = await makeTeam((await testRuntime()).db);
});

/** What is told meanwhile: the list, and whom, when it is not everybody. */
async function told(work: () => Promise<unknown>): Promise<string[]> {
  const heard: string[] = [];
  onReferenceLive(({ tenantId, what, memberId }: ReferenceChange) => {
    if (tenantId === team.tenant.id) heard.push(memberId ? `${what} to one` : what);
  });
  onTestFinished(() => onReferenceLive(() => {}));
  await work().catch(() => {});
  return heard;
}

it("labels, teams and inboxes are told to everybody, and what was refused is not", async () => {
  const ctx = memberCtx(team.owner);
  let labelId = "";
  const label = { name: "Delivery", colour: "#288DE5", isInViews: true, description: "" };
  expect(await told(async () => (labelId = (await createLabel(ctx, label)).id))).toEqual(["labels"]);
  expect(await told(() => createLabel(ctx, label))).toEqual([]);
  expect(await told(() => updateLabel(ctx, { labelId, name: "Parcels" }))).toEqual(["labels"]);
  expect(await told(() => deleteLabel(ctx, { labelId }))).toEqual(["labels"]);
  let teamId = "";
  const crew = { name: "Kiln crew", description: "", memberIds: [] };
  expect(await told(async () => (teamId = (await createTeam(ctx, crew)).teamId))).toEqual(["teams"]);
  expect(await told(() => updateTeam(ctx, { teamId, name: "Crew" }))).toEqual(["teams"]);
  expect(await told(() => deleteTeam(ctx, { teamId }))).toEqual(["teams"]);
  const inboxId = team.inbox.id;
  expect(await told(() => setInboxEnabled(ctx, { inboxId, isEnabled: false }))).toEqual(["inboxes"]);
});

it("views, canned responses and macros are told to everybody while shared, else to the member alone", async () => {
  const ctx = memberCtx(team.owner);
  const view = { name: "Refunds", filter: null, status: "open", sort: "newest" } as const;
  let viewId = "";
  const make = async () => (viewId = (await createSavedView(ctx, { ...view, sharedWith: "private" })).id);
  expect(await told(make)).toEqual(["views to one"]);
  expect(await told(() => updateSavedView(ctx, { viewId, sharedWith: "tenant" }))).toEqual(["views"]);
  expect(await told(() => updateSavedView(ctx, { viewId, sharedWith: "private" }))).toEqual(["views"]);
  expect(await told(() => deleteSavedView(ctx, viewId))).toEqual(["views to one"]);
  const canned = { shortCode: "glaze", content: "By hand", fileIds: [], isShared: false };
  let cannedId = "";
  expect(await told(async () => (cannedId = (await createCanned(ctx, canned)).cannedId))).toEqual([
    "canned to one",
  ]);
  const shared = { ...canned, isShared: true };
  expect(await told(() => updateCanned(ctx, { cannedId, ...shared }))).toEqual(["canned"]);
  expect(await told(() => deleteCanned(ctx, { cannedId }))).toEqual(["canned"]);
  const macro = { name: "Close", isShared: true, actions: [{ type: "mute", isMuted: true } as const] };
  let macroId = "";
  expect(await told(async () => (macroId = (await createMacro(ctx, macro)).macroId))).toEqual(["macros"]);
  expect(await told(() => deleteMacro(ctx, { macroId }))).toEqual(["macros"]);
});
