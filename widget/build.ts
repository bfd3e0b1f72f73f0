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
for (const { path, bytes } of [...built.app, built.loader]) {
  await mkdir(dirname(join(PUBLIC, path)), { recursive: true });
  await writeFile(join(PUBLIC, path), bytes);
}
await copyFile(join(HERE, "parley.d.ts"), join(PUBLIC, "widget.d.ts"));
const { loader, app, all, late } = sizesOf(built);
console.log(`widget.js   ${loader} B gz (of ${WIDGET_BUDGET.loader})`);
console.log(`the chat    ${app} B gz`);
console.log(`its parts   ${late} B gz, when they are asked for`);
console.log(`all in all  ${all} B gz (of ${WIDGET_BUDGET.all})`);
