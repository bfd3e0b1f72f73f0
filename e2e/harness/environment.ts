import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** Every setting of Parley as "absent", so that neither the developer's own environment nor their .env takes part. */
export function absentSettings(): Record<string, string> {
  const example = readFileSync(join(ROOT, ".env.example"), "utf8");
  return Object.fromEntries([...example.matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => [name!, ""]));
}

/** The installation's app at Meta, as the server under test has it. */
export const META_APP = { id: "634974688087057", secret: "c0ffee00c0ffee00c0ffee00c0ffee00" };
