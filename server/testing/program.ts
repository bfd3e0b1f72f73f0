import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { bundleForNode } from "../../scripts/bundle.mjs";
import { projectRoot } from "./cluster";

/** Bundles one of our programs, as a build does, for tests that start it several times. Returns the file to run with node. */
export async function bundleProgram(entry: string): Promise<string> {
  const name = entry.replace(/\W+/g, "-");
  const folder = join("node_modules/.cache/parley", `${name}-${process.pid}`);
  await bundleForNode({ [name]: entry }, folder);
  afterAll(() => rmSync(join(projectRoot, folder), { recursive: true, force: true }));
  return join(projectRoot, folder, `${name}.mjs`);
}
