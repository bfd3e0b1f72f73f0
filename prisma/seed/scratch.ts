import { rmSync } from "node:fs";
import { join } from "node:path";
import { createDb, type Db } from "../../server/infra/db";
import { migrate } from "../../server/infra/migrate";
import { startCluster, stopCluster } from "../../server/infra/postgres/cluster";

/** A Postgres of its own with the shipped settings (fsync on), for the bench. */
export type ScratchCluster = {
  /** Its folder; the postmaster's process id is the first line of `data/postmaster.pid` there. */
  folder: string;
  /** Makes an empty, migrated database. */
  create: (name: string, max?: number) => Promise<{ url: string; db: Db }>;
  /** Closes the connections of this process; the databases stay. */
  release: () => Promise<void>;
  /** Stops the server and removes the folder. */
  destroy: () => Promise<void>;
};

const MIGRATIONS = join(import.meta.dirname, "../migrations");

export async function startScratchCluster(dataDir: string): Promise<ScratchCluster> {
  const cluster = await startCluster({ dataDir });
  const opened: Db[] = [];
  const admin = createDb(cluster.url, { max: 1 });
  const release = async () => {
    await Promise.all([admin, ...opened].map((db) => db.close()));
  };
  return {
    folder: cluster.folder,
    async create(name, max = 4) {
      await admin.pool.query(`create database ${name}`);
      const url = new URL(cluster.url);
      url.pathname = `/${name}`;
      await migrate(url.href, MIGRATIONS);
      const db = createDb(url.href, { max });
      opened.push(db);
      return { url: url.href, db };
    },
    release,
    async destroy() {
      await release();
      await stopCluster(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(cluster.folder, { recursive: true, force: true });
    },
  };
}
