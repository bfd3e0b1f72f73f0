import { z } from "zod";
import type { Db } from "../../infra/db";
import { type Handler, handler } from "../../infra/outbox/entry";
import { tellFaded } from "../tenants/availability";
import { resolveIdle } from "./auto-resolve";

/** What is done every minute for everybody. What does not fit into a run waits for the next. */
export function everyMinute({ db }: { db: Db }): Record<"auto-resolve" | "presence", Handler> {
  return {
    "auto-resolve": handler({
      payload: z.object({}),
      timeoutSeconds: 300,
      async run({ log }, _, { signal }) {
        const resolved = await resolveIdle(db, signal);
        if (resolved) log.info({ resolved }, "resolved conversations that lay still");
      },
    }),
    presence: handler({ payload: z.object({}), run: () => tellFaded(db) }),
  };
}
