import { createDb } from "../server/infra/db";
import { EnvError, parseEnv } from "../server/infra/env";
import { seedDemo } from "./seed/index";

/** Puts the demo tenants into the database of DATABASE_URL: `npx tsx prisma/seed.ts`. Their attachments stay out. */
async function main(): Promise<void> {
  const { DATABASE_URL } = parseEnv(process.env);
  if (!DATABASE_URL)
    throw new EnvError("DATABASE_URL is not set. `npm start` seeds its own embedded Postgres by itself.");
  const db = createDb(DATABASE_URL, { max: 2 });
  try {
    await seedDemo(db);
  } finally {
    await db.close();
  }
}

await main();
