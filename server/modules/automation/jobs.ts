import { z } from "zod";
import { type Handler, handler } from "../../infra/outbox/entry";
import { tellFaded } from "../tenants/availability";
import { resolveIdle } from "./auto-resolve";

/** What is done every minute for everybody. What does not fit into a run waits for the next. */
export const everyMinute: Record<"auto-resolve" | "presence", Handler> = {
  "auto-resolve": handler({
    payload: z.object({}),
    timeoutSeconds: 300,
    async run({ log }, _, { signal }) {
      const resolved = await resolveIdle(signal);
      if (resolved) log.info({ resolved }, "resolved conversations that lay still");
    },
  }),
  presence: handler({ payload: z.object({}), run: () => tellFaded() }),
};
