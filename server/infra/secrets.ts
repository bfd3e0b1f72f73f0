import { createECDH, randomBytes } from "node:crypto";
import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Env } from "./env";
import { purposeKey } from "./signing";

export type Secrets = {
  /** Signs sessions, links and tokens. */
  appSecret: string;
  /**
   * 32 bytes each; the first wraps every tenant's data key, the others open what was wrapped before they were rotated. Lost with
   * them: all sealed credentials.
   */
  masterKeys: Buffer[];
  /** Bearer of the cron routes and of /api/metrics. */
  cronSecret: string;
  /** The app that the realtime hub, or hosted Pusher, knows us by. The key is public. */
  pusher: { appId: string; key: string; secret: string };
  /** Web push (RFC 8292): P-256, base64url. Browsers hold subscriptions to the public key. */
  vapid: { publicKey: string; privateKey: string };
};

/** A secret that can be neither read nor kept; the message says what to do. */
export class SecretsError extends Error {
  override name = "SecretsError";
}

/**
 * The secrets of this installation: from the environment, or made once and kept in `<dataDir>/secrets`, one file of mode 0600
 * each. Two processes that start at once agree. Throws SecretsError.
 */
export function loadSecrets(env: Env, dataDir: string): Secrets {
  const folder = join(dataDir, "secrets");
  const kept = (given: string | undefined, name: string, variable: string, make: () => string) =>
    given ?? keepSecret(folder, name, variable, make);
  const text = () => randomBytes(32).toString("base64url");
  const appSecret = kept(env.APP_SECRET, "app-secret", "APP_SECRET", text);
  return {
    appSecret,
    masterKeys: readMasterKeys(env, dataDir),
    cronSecret: kept(env.CRON_SECRET, "cron-secret", "CRON_SECRET", text),
    pusher: pusherApp(env, appSecret),
    vapid: vapidKeys(
      kept(env.VAPID_PRIVATE_KEY ?? derivedVapid(env), "vapid-key", "VAPID_PRIVATE_KEY", makeVapid),
    ),
  };
}

const MASTER_KEY = "master-key";

/** As they are now: another process may have rotated them since they were read. Throws SecretsError. */
export function readMasterKeys(env: Env, dataDir: string): Buffer[] {
  const make = () => randomBytes(32).toString("base64");
  const folder = join(dataDir, "secrets");
  const text = env.PARLEY_MASTER_KEY ?? keepSecret(folder, MASTER_KEY, "PARLEY_MASTER_KEY", make);
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((key) => Buffer.from(key, "base64"));
}

/** Puts these in the place of those that are kept in the file: whole, or not at all. */
export function keepMasterKeys(dataDir: string, keys: readonly Buffer[]): void {
  const file = join(dataDir, "secrets", MASTER_KEY);
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, keys.map((key) => `${key.toString("base64")}\n`).join(""), {
    mode: 0o600,
    flush: true,
  });
  renameSync(fresh, file);
}

const CURVE = "prime256v1";

function makeVapid(): string {
  const curve = createECDH(CURVE);
  curve.generateKeys();
  // A key that begins with a zero byte comes without it.
  return Buffer.concat([Buffer.alloc(32), curve.getPrivateKey()])
    .subarray(-32)
    .toString("base64url");
}

/** Given one APP_SECRET, all processes behind one address push with the same key, and none needs a file. */
function derivedVapid(env: Env): string | undefined {
  return env.APP_SECRET && purposeKey(env.APP_SECRET, "vapid").toString("base64url");
}

/** Any 32 bytes below the order of the curve are a private key; random ones are above it once in 2^32. */
function vapidKeys(privateKey: string): Secrets["vapid"] {
  const curve = createECDH(CURVE);
  try {
    curve.setPrivateKey(privateKey, "base64url");
  } catch {
    throw new SecretsError(
      "VAPID_PRIVATE_KEY is not a P-256 key in base64url: npx web-push generate-vapid-keys",
    );
  }
  return { publicKey: curve.getPublicKey("base64url"), privateKey };
}

/** The embedded hub's app is derived from APP_SECRET, so that all processes behind one address know the same one. */
function pusherApp(env: Env, appSecret: string): Secrets["pusher"] {
  const part = (name: string) => purposeKey(appSecret, `pusher-${name}`);
  return {
    appId: env.PUSHER_APP_ID ?? String(part("app-id").readUInt32BE()),
    key: env.PUSHER_KEY ?? part("key").toString("hex", 0, 10),
    secret: env.PUSHER_SECRET ?? part("secret").toString("hex", 0, 20),
  };
}

function keepSecret(folder: string, name: string, variable: string, make: () => string): string {
  const file = join(folder, name);
  try {
    return readSecret(file) ?? createSecret(folder, file, make());
  } catch (error) {
    if (error instanceof SecretsError) throw error;
    throw new SecretsError(
      `${variable} is not set, and none can be kept in ${folder} (${(error as Error).message}). Set ${variable}, or make that folder writable, or set PARLEY_DATA_DIR.`,
    );
  }
}

function readSecret(file: string): string | null {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  // Never made anew: what the old one signed or sealed would be lost.
  if (!secret)
    throw new SecretsError(`${file} is empty. Restore it from a backup, or delete it for a new one.`);
  return secret;
}

/** Written whole under another name, then linked: the first of several processes wins, and none reads half a secret. */
function createSecret(folder: string, file: string, secret: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, `${secret}\n`, { mode: 0o600 });
    chmodSync(fresh, 0o600);
    try {
      linkSync(fresh, file);
    } catch (error) {
      // Some file systems have no links.
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return readSecret(file)!;
      copyFileSync(fresh, file, constants.COPYFILE_EXCL);
    }
    return secret;
  } finally {
    rmSync(fresh, { force: true });
  }
}
