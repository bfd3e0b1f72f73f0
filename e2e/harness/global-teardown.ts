import { rmSync } from "node:fs";
import { endPostgres } from "./postgres";

/** After the server: its database, should it have outlived it, and its data. */
export default async function globalTeardown(): Promise<void> {
  const dataDir = process.env.PARLEY_E2E_DATA!;
  await endPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
