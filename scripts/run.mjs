// Runs one of our TypeScript programs, also in a fresh clone: node scripts/run.mjs <file> [its arguments]
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkNode, ensureClient, ensureInstalled, root } from "./prepare.mjs";

// Not on the output: that belongs to the program (`--json`).
const say = (text) => process.stderr.write(`${text}\n`);

try {
  checkNode();
  process.chdir(root);
  await ensureInstalled(say);
  await ensureClient(say);
} catch (error) {
  say(error.message);
  process.exit(1);
}
const { register } = await import("tsx/esm/api");
register();
const file = join(root, process.argv[2]);
process.argv.splice(1, 2, file);
await import(pathToFileURL(file));
