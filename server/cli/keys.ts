import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { statement } from "../infra/db";
import { keepMasterKeys } from "../infra/secrets";
import { rewrapDataKeys } from "../modules/tenants/keys";
import type { Command } from "./main";
import { UsageError } from "./output";

const HOW = `PARLEY_MASTER_KEY holds one key. Put a new one before it (openssl rand -base64 32), as in
  PARLEY_MASTER_KEY=<new>,<old>
start every process again, and run this again. The old one can go when nothing is wrapped under it any more.`;

const ONE_AT_A_TIME = statement<{ is_mine: boolean }>(
  "keys_rotate_lock",
  "select pg_try_advisory_xact_lock(hashtextextended('parley:keys', 0)) as is_mine",
);

/**
 * Wraps all data keys under a new master key while everything runs. A key of the file is made here and stands first in it, with
 * the one before, so that processes that still hold that one can read on; one of the environment is the operator's to give.
 */
export const rotateKeys: Command = ({ runtime }) =>
  runtime.db.sqlTransaction(async (lock) => {
    const [{ is_mine: isMine } = { is_mine: false }] = await lock(ONE_AT_A_TIME, []);
    if (!isMine)
      throw new UsageError("The keys are being rotated by another process. Wait until it is done.");
    const { env, secrets, db } = runtime;
    const isGiven = env.PARLEY_MASTER_KEY !== undefined;
    if (isGiven && secrets.masterKeys.length < 2) throw new UsageError(HOW);
    if (!isGiven) {
      // What an earlier run has left under an older key comes along first: it is dropped from the file now.
      await rewrapDataKeys(db.sql);
      secrets.masterKeys = [randomBytes(32), secrets.masterKeys[0]!];
      keepMasterKeys(resolve(env.PARLEY_DATA_DIR), secrets.masterKeys);
    }
    const { total, rewrapped, lost } = await rewrapDataKeys(db.sql);
    return {
      isBad: lost > 0,
      json: { total, rewrapped, lost },
      lines: [
        `${rewrapped} of ${total} data ${total === 1 ? "key" : "keys"} ${rewrapped === 1 ? "is" : "are"} wrapped under the new master key now.`,
        ...(lost
          ? [`${lost} are opened by none of the keys: their inboxes must be connected again.`]
          : isGiven
            ? ["The old key can be taken out of PARLEY_MASTER_KEY."]
            : ["The old key stays in the file until the next rotation. Back the file up."]),
      ],
    };
  });
