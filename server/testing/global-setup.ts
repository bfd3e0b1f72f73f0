import { stopCluster } from "../infra/postgres/cluster";
import { testCluster, testDataDir } from "./cluster";
import { dropForgottenDatabases } from "./database";

/** Once per test run: the test Postgres, stopped again unless another run uses it (or PARLEY_KEEP_TEST_DB=1). */
export async function setup(): Promise<() => Promise<void>> {
  await testCluster();
  await dropForgottenDatabases();
  return async () => {
    if (process.env.PARLEY_KEEP_TEST_DB !== "1") await stopCluster(testDataDir(), { onlyIfUnused: true });
  };
}
