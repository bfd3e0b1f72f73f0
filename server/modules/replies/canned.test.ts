import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { testRuntime } from "../../testing/runtime";
import { uploadFile } from "../messages/files";
import { copyCannedFiles, createCanned, deleteCanned, listCanned, updateCanned } from "./canned";

const input = (shortCode: string, isShared: boolean, content = "We are open at nine.") => ({
  shortCode,
  content,
  isShared,
  fileIds: [] as string[],
});

it("shared ones are everybody's to use and settings_account's to change; one's own are nobody else's", async () => {
  const rt = await testRuntime();
  const team = await makeTeam(rt.db);
  const [owner, tom, priya] = [team.owner, ...team.agents].map((member) => memberCtx(member)) as [
    ReturnType<typeof memberCtx>,
    ReturnType<typeof memberCtx>,
    ReturnType<typeof memberCtx>,
  ];
  const uploader = { kind: "member", id: owner.actor.memberId } as const;
  const file = await uploadFile(owner, uploader, {
    name: "hours.txt",
    contentType: "text/plain",
    body: Readable.from([Buffer.from("9 to 5")]),
  });
  const shared = await createCanned(owner, { ...input("hours", true), fileIds: [file.fileId] });
  const own = await createCanned(tom, input("hours", false, "I am Tom."));
  await expect(createCanned(tom, input("other", true))).rejects.toMatchObject({ code: "forbidden" });
  await expect(createCanned(tom, input("hours", false))).rejects.toMatchObject({
    code: "conflict",
    details: { field: "shortCode" },
  });
  expect((await listCanned(tom)).map((one) => one.isShared).sort()).toEqual([false, true]);
  expect((await listCanned(priya)).map((one) => one.id)).toEqual([shared.cannedId]);
  await expect(deleteCanned(priya, own)).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteCanned(priya, shared)).rejects.toMatchObject({ code: "forbidden" });

  const copies = await copyCannedFiles(priya, shared);
  expect(copies).toMatchObject([{ name: "hours.txt", size: 6 }]);
  expect(copies[0]!.fileId).not.toBe(file.fileId);

  await updateCanned(owner, { ...shared, ...input("opening", true, "At ten."), fileIds: [file.fileId] });
  expect(await listCanned(priya)).toMatchObject([
    { shortCode: "opening", content: "At ten.", files: [{ fileId: file.fileId }] },
  ]);
  await deleteCanned(owner, shared);
  await deleteCanned(tom, own);
  expect(await listCanned(tom)).toEqual([]);
  expect(await rt.db.prisma.auditEntry.count({ where: { tenantId: team.tenant.id } })).toBe(3);
});
