import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { makeLabel, makeMember, makeTenant, memberCtx } from "../../../prisma/seed/factories";
import type { MemberCtx } from "../../core/ctx";
import { createLogger } from "../../infra/log";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { createContact } from "./commands";
import { createDefinition } from "./definitions";
import { exportContacts, readExport, readImportErrors } from "./downloads";
import { runImport } from "./import-run";
import { uploadImport } from "./import-upload";
import { cancelImport, listImports, startImport } from "./imports";

let rt: Runtime;
let ctx: MemberCtx;

beforeAll(async () => {
  rt = await testRuntime();
});

async function business(): Promise<MemberCtx> {
  const { id: tenantId } = await makeTenant(rt.db);
  ctx = memberCtx(await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true }));
  return ctx;
}

const upload = (text: string | Buffer | Readable, name = "people.csv") =>
  uploadImport(ctx, { name, body: text instanceof Readable ? text : Readable.from([Buffer.from(text)]) });

const work = (importId: string, runMs?: number, signal = new AbortController().signal) =>
  runImport(rt, { ...ctx, log: createLogger("silent") }, importId, signal, runMs);

async function importAll(text: string | Buffer, columns?: string[]) {
  const { id, suggested } = await upload(text);
  await startImport(ctx, { contactImportId: id, columns: columns ?? suggested });
  await work(id);
  return (await listImports(ctx)).find((one) => one.id === id)!;
}

const people = () =>
  rt.db.prisma.contact.findMany({ where: { tenantId: ctx.tenantId }, orderBy: { id: "asc" } });
const pathToken = (url: string) => new URL(url, "http://x").searchParams.get("token")!;
async function read(lines: Promise<AsyncGenerator<string>>): Promise<string> {
  let text = "";
  for await (const line of await lines) text += line;
  return text;
}

describe("an import", () => {
  it("makes and updates by external id, then e-mail, then number, twice in one file too, and empty cells change nothing", async () => {
    await business();
    const label = await makeLabel(rt.db, { tenantId: ctx.tenantId, name: "VIP" });
    await createDefinition(ctx, {
      subject: "contact",
      key: "orders",
      name: "Orders",
      description: "",
      kind: "number",
    });
    const known = await createContact(ctx, { name: "Ana", email: "ana@example.com", city: "Bath" });
    const done = await importAll(
      [
        "External ID;Name;E-mail;Phone;City;Labels;Orders",
        "E1;Ana Osei;ANA@example.com;;;VIP;3",
        ";;;+44 7700 900001;Leeds;;",
        "E1;;;+447700900002;York;;4",
        ";Cleo;;0044 7700 900001;;vip;",
      ].join("\r\n"),
    );
    expect(done).toMatchObject({
      state: "done",
      progress: 1,
      created: 1,
      updated: 3,
      failed: 0,
      rowsDone: 4,
    });
    expect(await people()).toMatchObject([
      {
        id: known.contact.id,
        name: "Ana Osei",
        externalId: "E1",
        phone: "+447700900002",
        city: "York",
        attributes: { orders: 4 },
      },
      { name: "Cleo", phone: "+447700900001", city: "Leeds" },
    ]);
    expect(await rt.db.prisma.contactLabel.count({ where: { labelId: label.id } })).toBe(2);
  });

  it("tells of each bad row where it stands and why, and takes the others", async () => {
    await business();
    const text =
      "name,email,phone,labels\nAna,ana@example.com,,\nBen,not an address,,\n,,,\nCleo,,07700 900001,\nDan,,,Nobody\n";
    const done = await importAll(text);
    expect(done).toMatchObject({ state: "done", created: 1, failed: 4, rowsDone: 5 });
    const file = await read(readImportErrors(pathToken(done.errorsUrl!)));
    expect(file.split("\r\n")).toEqual([
      "\ufeffrow,reason,cells",
      "2,“not an address” is not an e-mail address.,Ben,not an address,,",
      '3,"There is no name, e-mail or number in this row.",,,,',
      expect.stringContaining("“07700 900001” lacks its country."),
      "5,There is no label “Nobody”.,Dan,,,Nobody",
      "",
    ]);
  });

  it("reads UTF-8 with its mark and Windows-1252, and refuses UTF-16 and workbooks with words that help", async () => {
    await business();
    await importAll(Buffer.from("\ufeffname,city\nZoë,“Bath”\n"));
    await importAll(
      Buffer.from([
        ...Buffer.from("name,city\nRen"),
        0xe9,
        ...Buffer.from(","),
        0x93,
        ...Buffer.from("Leeds"),
        0x94,
        0x0a,
      ]),
    );
    expect((await people()).map(({ name, city }) => [name, city])).toEqual([
      ["Zoë", "“Bath”"],
      ["René", "“Leeds”"],
    ]);
    for (const bytes of [Buffer.from("\ufeffname", "utf16le"), Buffer.from("PK\u0003\u0004\u0000\u0000")]) {
      await expect(upload(bytes)).rejects.toMatchObject({ code: "bad_request", message: /CSV UTF-8/ });
    }
    await expect(upload("")).rejects.toMatchObject({ code: "bad_request" });
  });

  it("takes 100,000 rows in flat memory, and killed in the middle goes on with nothing twice", async () => {
    await business();
    async function* rows() {
      yield "externalId,name,email\n";
      for (let i = 0; i < 100_000; i += 1000) {
        yield Array.from(
          { length: 1000 },
          (_, n) => `id-${i + n},"Person, ${i + n}",p${i + n}@example.com\n`,
        ).join("");
      }
    }
    const { id } = await upload(Readable.from(rows()));
    await startImport(ctx, { contactImportId: id, columns: ["externalId", "name", "email"] });
    global.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 20);
    // Two runs of the same import at once, as after a lease that ran out, and one that is cut off.
    const stop = new AbortController();
    const cut = work(id, undefined, stop.signal);
    setTimeout(() => stop.abort(), 700);
    await Promise.all([cut, work(id, 300)]);
    const half = (await listImports(ctx))[0]!;
    expect(half.state).toBe("running");
    expect(half.rowsDone).toBeGreaterThan(0);
    while ((await listImports(ctx))[0]!.state === "running") await work(id, 5_000);
    clearInterval(watch);
    const [done] = await listImports(ctx);
    expect(done).toMatchObject({ state: "done", rowsDone: 100_000, created: 100_000, updated: 0, failed: 0 });
    const { rows: counted } = await rt.db.pool.query(
      "select count(*)::int as n, count(distinct external_id)::int as ids from contact where tenant_id = $1",
      [ctx.tenantId],
    );
    expect(counted[0]).toEqual({ n: 100_000, ids: 100_000 });
    expect((most - before) / 1024 / 1024, "MB more than before").toBeLessThan(160);
  }, 240_000);

  it("reads dates to the last row in the language the business had when it began", async () => {
    await business();
    await createDefinition(ctx, {
      ...{ subject: "contact", key: "renewal", name: "Renewal", description: "", kind: "date" },
    });
    await rt.db.prisma.tenant.update({ where: { id: ctx.tenantId }, data: { locale: "en-US" } });
    const { id } = await upload(`name,renewal\n${"Ana,3/4/2026\n".repeat(1_000)}`);
    await startImport(ctx, { contactImportId: id, columns: ["name", "attributes.renewal"] });
    await work(id, 0);
    await rt.db.prisma.tenant.update({ where: { id: ctx.tenantId }, data: { locale: "en-GB" } });
    await work(id);
    expect(new Set((await people()).map(({ attributes }) => JSON.stringify(attributes)))).toEqual(
      new Set(['{"renewal":"2026-03-04"}']),
    );
    expect((await listImports(ctx))[0]).toMatchObject({ state: "done", created: 1_000 });
  });

  it("is cancelled where it stands: what is in stays in, nothing follows", async () => {
    await business();
    const { id } = await upload(`name\n${"Ana\n".repeat(2_000)}`);
    await startImport(ctx, { contactImportId: id, columns: ["name"] });
    await work(id, 0);
    await cancelImport(ctx, { contactImportId: id });
    await work(id);
    expect(await people()).toHaveLength(500);
    expect((await listImports(ctx))[0]).toMatchObject({ state: "cancelled", rowsDone: 500 });
    const again = startImport(ctx, { contactImportId: id, columns: ["name"] });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("an export", () => {
  it("streams what the filter finds, guarded against formulas, and comes back in as it was", async () => {
    await business();
    await createContact(ctx, { name: "=cmd()", phone: "+447700900003", company: 'A "B", C' });
    await createContact(ctx, { name: "Other" });
    const { url } = await exportContacts(ctx, { search: "cmd" });
    const text = await read(readExport(pathToken(url)));
    const [head, line, end] = text.split("\r\n");
    expect(head).toMatch(/^\ufeffid,name,email,phone,/);
    expect(line).toContain(`'=cmd(),,'+447700900003,"A ""B"", C"`);
    expect(end).toBe("");
    const trail = await rt.db.prisma.auditEntry.findFirst({
      where: { tenantId: ctx.tenantId, action: "contact.export" },
    });
    expect(trail).toMatchObject({
      actorId: ctx.actor.memberId,
      ip: ctx.ip,
      after: { rows: 1, question: { search: "cmd" } },
    });
    const back = await importAll(text);
    expect(back).toMatchObject({ updated: 1, created: 0 });
    expect((await people())[0]).toMatchObject({ name: "=cmd()", phone: "+447700900003" });
    await expect(readExport(`${pathToken(url)}x`)).rejects.toMatchObject({ code: "not_found" });
  });
});
