import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { say } from "../harness/say";
import { projectRoot } from "../harness/testbed";

const CONFIG = `export default { output: "standalone", poweredByHeader: false };\n`;
const LAYOUT =
  'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n';
/** Made anew for each request, as a page behind a sign-in is. */
const PAGE = `import { headers } from "next/headers";
export default async function Page() { return <main>{(await headers()).get("host")}</main>; }\n`;

/**
 * The project's own Next with one empty dynamic page, built as Next's leanest server (standalone). Built once for each
 * version of Next and kept in .parley-bench. Returns the server's file.
 */
export function buildBareNext(): string {
  const here = createRequire(join(projectRoot, "package.json"));
  const { version } = JSON.parse(readFileSync(here.resolve("next/package.json"), "utf8")) as {
    version: string;
  };
  const folder = join(projectRoot, ".parley-bench", `bare-next-${version}`);
  const server = join(folder, ".next/standalone", relative(projectRoot, folder), "server.js");
  if (existsSync(server)) return server;
  say("  building a bare Next to compare with");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "app"), { recursive: true });
  writeFileSync(join(folder, "next.config.mjs"), CONFIG);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(folder, "app/layout.jsx"), LAYOUT);
  writeFileSync(join(folder, "app/page.jsx"), PAGE);
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" as const };
  const run = spawnSync(process.execPath, [here.resolve("next/dist/bin/next"), "build"], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (run.status !== 0 || !existsSync(join(folder, ".next/standalone"))) {
    throw new Error(`the bare Next could not be built: ${run.stdout}${run.stderr}`);
  }
  return server;
}
