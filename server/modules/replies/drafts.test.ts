import { beforeAll, expect, it } from "vitest";
import {
  type MadeTeam,
  makeConversation,
  makeMessages,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { listDrafts, saveDraft } from "./drafts";

let rt: Runtime;
let team: MadeTeam;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
});

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString();

it("keeps one draft per member, conversation and mode; of two devices the newer text stays", async () => {
  const made = await makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id });
  const [message] = await makeMessages(rt.db, made, 1);
  const ctx = memberCtx(team.agents[0]);
  const save = (content: string, second: number, mode: "reply" | "note" = "reply") =>
    saveDraft(ctx, {
      conversationId: made.id,
      mode,
      content,
      fileIds: [],
      replyToId: message!.id,
      updatedAt: at(second),
    });
  expect(await save("Hello", 2)).toMatchObject({
    content: "Hello",
    replyTo: { id: message!.id, text: "Message 1" },
  });
  expect(await save("Written offline before", 1)).toMatchObject({ content: "Hello" });
  await save("For the team", 3, "note");
  expect((await listDrafts(ctx)).map((draft) => [draft.mode, draft.content])).toEqual([
    ["note", "For the team"],
    ["reply", "Hello"],
  ]);
  expect(await listDrafts(memberCtx(team.agents[1]))).toEqual([]);
  expect(await save("", 4)).toMatchObject({ content: "" });
  expect(await save("An old device comes back", 3)).toMatchObject({ content: "" });
});

it("does not tell of a conversation that has passed out of sight, nor save into one", async () => {
  const made = await makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id });
  const ctx = memberCtx(team.agents[0]);
  const save = () =>
    saveDraft(ctx, { conversationId: made.id, mode: "reply", content: "Hi", fileIds: [], updatedAt: at(1) });
  await save();
  await rt.db.prisma.conversation.update({ where: { id: made.id }, data: { assigneeId: team.agents[1].id } });
  expect((await listDrafts(ctx)).some((draft) => draft.conversationId === made.id)).toBe(false);
  await expect(save()).rejects.toMatchObject({ code: "not_found" });
});
