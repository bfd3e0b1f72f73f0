import { join } from "node:path";
import type { Env } from "../env";
import { localStorage } from "./local";
import { s3Storage } from "./s3";
import type { FileStorage } from "./storage";

/** S3 where S3_BUCKET is set, otherwise the folder `files` of the data directory. */
export function createStorage({ env, dataDir }: { env: Env; dataDir: string }): FileStorage {
  if (!env.S3_BUCKET) return localStorage(join(dataDir, "files"));
  return s3Storage({
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    endpoint: env.S3_ENDPOINT,
    credentials:
      env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
        ? { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY }
        : undefined,
  });
}
