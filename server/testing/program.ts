import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import { afterAll } from "vitest";
import { bundleForNode } from "../../scripts/bundle.mjs";
import { projectRoot } from "./cluster";

/**
 * Bundles one of our programs, as a build does, for tests that start it several times; `changed` gives sources another text.
 * Returns the file to run with node.
 */
export async function bundleProgram(
  entry: string,
  changed: Record<string, (text: string) => string> = {},
): Promise<string> {
  const name = entry.replace(/\W+/g, "-");
  const folder = join("node_modules/.cache/parley", `${name}-${process.pid}`);
  await bundleForNode({ [name]: entry }, folder, [changing(changed)]);
  afterAll(() => rmSync(join(projectRoot, folder), { recursive: true, force: true }));
  return join(projectRoot, folder, `${name}.mjs`);
}

function changing(changed: Record<string, (text: string) => string>): Plugin {
  const files = new Map(Object.entries(changed).map(([file, to]) => [join(projectRoot, file), to]));
  return {
    name: "changed sources",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const to = files.get(path);
        return to && { contents: to(readFileSync(path, "utf8")), loader: "ts", resolveDir: dirname(path) };
      });
    },
  };
}
