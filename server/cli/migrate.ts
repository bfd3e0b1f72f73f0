import { resolve } from "node:path";
import { migrate } from "../infra/migrate";
import type { Command } from "./main";

/** `npm start` does this by itself; a serverless host does it when it deploys. */
export const migrateByHand: Command = async ({ databaseUrl }) => {
  const ran = await migrate(databaseUrl, resolve("prisma/migrations"));
  return { json: { ran }, lines: ran.length ? ran.map((name) => `ran ${name}`) : ["Nothing was missing."] };
};
