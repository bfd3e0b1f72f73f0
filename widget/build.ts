import { createHash } from "node:crypto";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWidget } from "./bundle";
import { sizesOf, WIDGET_BUDGET } from "./size";

/** Writes public/widget.js, its types and public/widget/<hash>/, and says what they weigh. Run with tsx. */
const HERE = dirname(fileURLToPath(import.meta.url));
const PUBLIC = join(HERE, "../public");

const built = await bundleWidget();
await rm(join(PUBLIC, "widget"), { recursive: true, force: true });
const folder = dirname(built.app.find(({ path }) => path.endsWith("/app.js"))!.path);
/** The loader once more under the version's own address, for pages that pin it by its hash (docs/widget.md). */
const pinned = { path: `${folder}/widget.js`, bytes: built.loader.bytes };
const integrity = (bytes: Uint8Array) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
const scripts = built.app.filter(({ path }) => path.endsWith(".js"));
const version = {
  path: "/widget.json",
  bytes: Buffer.from(
    JSON.stringify({
      script: pinned.path,
      integrity: integrity(pinned.bytes),
      parts: Object.fromEntries(scripts.map(({ path, bytes }) => [path, integrity(bytes)])),
    }),
  ),
};
for (const { path, bytes } of [...built.app, built.loader, pinned, version]) {
  await mkdir(dirname(join(PUBLIC, path)), { recursive: true });
  await writeFile(join(PUBLIC, path), bytes);
}
await copyFile(join(HERE, "parley.d.ts"), join(PUBLIC, "widget.d.ts"));
const { loader, app, all, late } = sizesOf(built);
console.log(`widget.js   ${loader} B gz (of ${WIDGET_BUDGET.loader})`);
console.log(`the chat    ${app} B gz`);
console.log(`its parts   ${late} B gz, when they are asked for`);
console.log(`all in all  ${all} B gz (of ${WIDGET_BUDGET.all})`);
