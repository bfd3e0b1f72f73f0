import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "./testing/cluster";
import { type Import, isTest, readSources } from "./testing/source";
import { appRouter } from "./trpc/root";

// The floors of the house. Imports go down only; within a floor each line says what it may see.

const sources = readSources();
const imports = sources.flatMap((file) => file.imports);
const production = imports.filter(({ from }) => !isTest(from));
const isOurs = (path: string) => /^(app|bench|components|e2e|prisma|scripts|server|widget)\//.test(path);

/** From the ground up. A file belongs to the first floor whose pattern matches it. */
const FLOORS: { name: string; at: RegExp }[] = [
  { name: "server/core", at: /^server\/core\// },
  { name: "generated", at: /^server\/generated\// },
  { name: "server/infra", at: /^server\/infra\// },
  { name: "server/channels", at: /^server\/channels\// },
  { name: "server/modules", at: /^server\/modules\// },
  { name: "prisma/seed", at: /^prisma\// },
  {
    name: "the edges (server/trpc, rest, inbound, worker)",
    at: /^server\/(trpc|rest|inbound|worker)\/|^server\/wiring\.ts$/,
  },
  {
    name: "the process (server/main.ts, boot, cli, edges.ts)",
    at: /^server\/(boot|cli)\/|^server\/(main|edges)\.ts$/,
  },
  { name: "components", at: /^components\// },
  { name: "app", at: /^app\/|^middleware\.ts$/ },
];
const floorOf = (path: string) => FLOORS.findIndex(({ at }) => at.test(path));

function tell(found: Import[], fix: string): string {
  return found.map(({ from, line, to }) => `${from}:${line} imports ${to}. ${fix}`).join("\n");
}

test("the reader of imports sees them", () => {
  const main = sources.find(({ path }) => path === "server/main.ts");
  const seen = main?.imports.map(({ to, isType }) => `${isType ? "type " : ""}${to}`);
  expect(seen).toEqual(expect.arrayContaining(["server/boot/front.ts", "server/edges.ts", "node:path"]));
  expect(imports.length).toBeGreaterThan(300);
});

test("imports go down only", () => {
  const upward = production.filter(({ from, to }) => {
    const own = floorOf(from);
    return own !== -1 && floorOf(to) > own;
  });
  const fix =
    "A lower floor causes something in a higher one only by publishing an event (joined in server/worker/subscriptions.ts), or the code belongs further down.";
  expect(tell(upward, fix)).toBe("");
});

test("core knows zod and nothing else", () => {
  const foreign = production.filter(
    ({ from, to }) => from.startsWith("server/core/") && !to.startsWith("server/core/") && to !== "zod",
  );
  expect(tell(foreign, "core is vocabulary: move what needs this to server/infra.")).toBe("");
});

test("components see the server's types only", () => {
  const values = production.filter(
    ({ from, to, isType }) =>
      from.startsWith("components/") && to.startsWith("server/") && !isType && !isShared(to),
  );
  const fix = "Write `import type`, or move what both need to server/core or to a module's schema.ts.";
  expect(tell(values, fix)).toBe("");
});

/** Values a browser may have: vocabulary and the shapes of input. */
function isShared(path: string): boolean {
  return /^server\/core\/|^server\/modules\/[a-z]+\/schema\.ts$/.test(path);
}

test("nothing but the process, scripts and tests imports testing code", () => {
  const leaks = production.filter(
    ({ from, to }) => isTest(to) && isOurs(from) && !/^(e2e|bench|scripts|prisma)\//.test(from),
  );
  expect(tell(leaks, "Move what production needs out of server/testing.")).toBe("");
});

test("the widget stands apart", () => {
  const reach = production.filter(
    ({ from, to, isType }) =>
      from.startsWith("widget/") &&
      isOurs(to) &&
      !to.startsWith("widget/") &&
      !(isType && to === "server/rest/widget/contract.ts"),
  );
  expect(tell(reach, "The widget takes only types, and only from server/rest/widget/contract.ts.")).toBe("");
});

test("browser tests and the bench talk HTTP", () => {
  const inside = imports.filter(
    ({ from, to, isType }) =>
      /^(e2e|bench)\//.test(from) &&
      isOurs(to) &&
      !isType &&
      !/^(e2e|bench|prisma\/seed|server\/testing|server\/infra\/postgres|server\/core|widget\/size|scripts\/browser)/.test(
        to,
      ) &&
      // The bench also measures single mechanisms, and its visitors are the chat's own code without its picture.
      !(from.startsWith("bench/") && /^(server\/infra|widget\/app)\//.test(to)),
  );
  expect(tell(inside, "Drive the running product over HTTP and WebSocket; make data with prisma/seed.")).toBe(
    "",
  );
});

/** The list is the permission order: a module imports only modules above it. */
const MODULES = [
  // Every module records what it did, so audit comes first.
  ...[
    "audit",
    "accounts",
    "tenants",
    "billing",
    "contacts",
    "inboxes",
    "conversations",
    "messages",
    "replies",
    "templates",
    "deliveries",
    "sending",
    "pairing",
    "bridge",
  ],
  ...[
    "visitors",
    "help",
    "bots",
    "automation",
    "campaigns",
    "webhooks",
    "notifications",
    "realtime",
    "reports",
  ],
];
const moduleOf = (path: string) => /^server\/modules\/([^/]+)\//.exec(path)?.[1];
/** A conversation carries its messages: its shapes name theirs. */
const isMessageShape = ({ from, to }: Import) =>
  moduleOf(from) === "conversations" && to === "server/modules/messages/schema.ts";
/** Visitors exist at websites only: theirs is the inner half of that channel. */
const isOwnChannel = ({ from, to }: Import) =>
  moduleOf(from) === "visitors" && to === "server/channels/web/settings.ts";

test("every module has its place in the list", () => {
  const present = readdirSync(join(projectRoot, "server/modules"));
  const unknown = present.filter((name) => !MODULES.includes(name));
  expect(unknown, "Put the module into MODULES here and in design, above all that will import it.").toEqual(
    [],
  );
});

test("a module imports only modules above it in the list", () => {
  const wrong = production.filter((one) => {
    const [own, other] = [moduleOf(one.from), moduleOf(one.to)];
    if (!own || !other || own === other || (one.isType && isMessageShape(one))) return false;
    return MODULES.indexOf(other) > MODULES.indexOf(own);
  });
  const fix = `Publish an event and react to it there. The order: ${MODULES.join(" ")}.`;
  expect(tell(wrong, fix)).toBe("");
});

test("a module's reactions, jobs and providers are nobody else's", () => {
  const wrong = production.filter(({ from, to }) => {
    const [own, other] = [moduleOf(from), moduleOf(to)];
    return own && other && own !== other && /\/(reactions|jobs)\.ts$|\/providers\//.test(to);
  });
  expect(tell(wrong, "Import schema, queries or commands of that module, or publish an event.")).toBe("");
});

const CHANNELS = readdirSync(join(projectRoot, "server/channels"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
/** What one wire is like that several providers speak; no channel of its own. */
const DIALECTS = ["meta", "whatsapp"];
const channelOf = (path: string) => {
  const folder = /^server\/channels\/([^/]+)\//.exec(path)?.[1];
  return DIALECTS.includes(folder ?? "") ? undefined : folder;
};
const isDialect = (path: string) => DIALECTS.some((name) => path.startsWith(`server/channels/${name}/`));

test("a channel is pure translation: no database, no module, no sibling", () => {
  const wrong = production.filter(({ from, to }) => {
    const own = channelOf(from);
    if (!(own || isDialect(from)) || !isOurs(to)) return false;
    const isOwn =
      (own && channelOf(to) === own) ||
      isDialect(to) ||
      /^server\/channels\/(contract|inbound|outbound|desk|templates|pairing|facts|fake|pretend)\.ts$/.test(
        to,
      ) ||
      to.startsWith("server/core/");
    return !isOwn && !/^server\/infra\/(http|text|crypto)/.test(to);
  });
  const fix =
    "A channel sees its own folder, contract.ts, inbound.ts, outbound.ts, pairing.ts and server/core. What it needs from elsewhere is handed to it.";
  expect(tell(wrong, fix)).toBe("");
});

/** The channels, and the networks that the pretend phone is in. */
const isRegistry = (path: string) => /^server\/channels\/(registry|pretend-list)\.ts$/.test(path);

test("only the registry names the channels, and nobody asks which one it is", () => {
  const adapters = production.filter((one) => {
    const isForeign = channelOf(one.to) && channelOf(one.to) !== channelOf(one.from);
    if (isDialect(one.to)) return !one.from.startsWith("server/channels/");
    return isForeign && !isRegistry(one.from) && !isOwnChannel(one);
  });
  expect(tell(adapters, "Ask server/channels/registry.ts for the channel's capabilities.")).toBe("");
  const asked = new RegExp(`channel\\w*["'\\]]?\\s*[!=]?==?\\s*["'](?:${CHANNELS.join("|")})["']`, "i");
  const lines = sources
    .filter(({ path }) => /^(server|components|app)\//.test(path) && !channelOf(path) && !isTest(path))
    .filter(({ path }) => moduleOf(path) !== "visitors")
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, at) => (asked.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
  expect(
    lines,
    "Ask the channel for a capability in its manifest instead of asking which channel it is.",
  ).toEqual([]);
});

test("every procedure names a permission, or says that it is for members, for the signed-in or public", () => {
  type Procedure = { _def: { meta?: { access?: string; permission?: unknown } } };
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
  expect(procedures.length).toBeGreaterThan(10);
  const silent = procedures
    .filter(([, { _def }]) => !_def.meta?.access || (_def.meta.access === "tenant" && !_def.meta.permission))
    .map(([path]) => path);
  expect(
    silent,
    'Begin it with tenantProcedure("<permission>"), memberProcedure, userProcedure or publicProcedure.',
  ).toEqual([]);
});

test("the environment is read in one place", () => {
  const allowed =
    /^server\/(infra\/env|infra\/runtime|infra\/postgres\/account|main|boot\/|cli\/|trpc\/auth-handler)|^middleware|^(scripts|e2e|bench|prisma)\/|\.config\.ts$/;
  const readers = sources.filter(
    ({ path, text }) => !isTest(path) && /process\.env\b/.test(text) && !allowed.test(path),
  );
  const paths = readers.map(({ path }) => path);
  expect(paths, "Add the variable to server/infra/env.ts and take it from runtime().env.").toEqual([]);
});

test("no barrel files: one import, one place", () => {
  const barrels = sources
    .filter(({ path }) => !/^app\/.*\/route\.tsx?$/.test(path))
    .filter(({ text }) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "").trim();
      const rest = code.replace(
        /export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+["'][^"']+["'];?/g,
        "",
      );
      return code !== "" && rest.trim() === "";
    })
    .map(({ path }) => path);
  expect(barrels, "Delete it and import from the files themselves.").toEqual([]);
});

test("file names are kebab-case and no file is two", () => {
  const odd = sources
    .map(({ path }) => path)
    .filter((path) => {
      const name = path.split("/").at(-1)!;
      return !/^[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/.test(name);
    });
  expect(odd, "Rename it: kebab-case.").toEqual([]);
  const long = sources.flatMap(({ path, text }) => {
    const lines = text.split("\n").length;
    return lines > 320 ? [`${path}: ${lines} lines`] : [];
  });
  expect(long, "Past 300 lines a file is nearly always two: split it by what it is about.").toEqual([]);
});

test("no enums, no interfaces, nothing left to do", () => {
  const lines = sources.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, at) => {
      const isOdd =
        /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s|^\s*(export\s+)?interface\s|\b(TODO|FIXME|XXX)\b(?!\b.*\bpermitted\b)/.test(
          line,
        );
      return isOdd && path !== "server/architecture.test.ts" ? [`${path}:${at + 1}: ${line.trim()}`] : [];
    }),
  );
  expect(
    lines,
    "A union instead of an enum, a type instead of an interface, an issue instead of a note.",
  ).toEqual([]);
});
