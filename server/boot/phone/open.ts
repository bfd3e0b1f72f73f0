import type { Edge } from "../../edges";
import type { Env } from "../../infra/env";
import { switchPhoneOn } from "../../infra/phone-switch";
import { isTriedOut } from "../tried-out";
import { phoneHandler } from "./handler";
import { Phone } from "./phone";

export type OpenPhone = {
  env: Partial<Env>;
  edge: Edge;
  join: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * The pretend phone at /dev/phone, where Parley is tried out: `env` leads to its networks where the operator has named no
 * place. Null anywhere else.
 */
export async function openPhone(env: Env, isEmbedded: boolean): Promise<OpenPhone | null> {
  const isOne = env.PARLEY_ROLES.includes("web") && env.PARLEY_ROLES.includes("worker");
  if (!isOne || !isTriedOut(env, isEmbedded)) return null;
  const { phone, env: own } = await Phone.open(env);
  return {
    env: own,
    edge: { prefix: "/api/dev/phone", handle: phoneHandler(phone), holds: true },
    async join() {
      await phone.join();
      switchPhoneOn();
    },
    close: () => phone.close(),
  };
}
