// npm run db:new -- <name>: writes the migration that brings the database to prisma/schema. With --check it only says whether one is missing.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../server/testing/cluster";
import { missingMigration } from "./schema-engine";

const [wanted = ""] = process.argv.slice(2);
const sql = await missingMigration();

if (wanted === "--check") {
  if (sql) {
    process.stderr.write(
      `The migrations do not match prisma/schema. Run: npm run db:new -- <name>\nIt would hold:\n${sql}\n`,
    );
    process.exit(1);
  }
  process.stdout.write("The migrations match prisma/schema.\n");
  process.exit(0);
}

const name = wanted
  .toLowerCase()
  .replace(/[^a-z0-9]+/g, "_")
  .replace(/^_+|_+$/g, "");
if (!name) {
  process.stderr.write("A migration needs a name: npm run db:new -- add_saved_views\n");
  process.exit(1);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const folder = join(projectRoot, "prisma/migrations", `${stamp}_${name}`);
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "migration.sql"),
  sql ?? "-- The schema needs no change. Write what Prisma cannot express here, or delete this folder.\n",
);
process.stdout.write(
  `${folder}/migration.sql\n${sql ? "Read it before you commit it." : "The schema needs no change: the file is empty for your own SQL."}\n`,
);
process.exit(0);
