import { z } from "zod";
import { type Handler, handler } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { openConnection } from "../inboxes/connection";
import { callerOf } from "./call";

/** Tells a provider that we have what it waits for, such as a pressed button. Owed with the delivery that asked for it. */
export const acknowledgeHandler: Handler = handler({
  payload: z.object({ inboxId: z.uuid(), ref: z.string() }),
  timeoutSeconds: 30,
  async run(ctx, { inboxId, ref }, run) {
    const { wire, credentials: kept } = await openConnection(runtime().db.sql, ctx.tenantId, inboxId);
    const credentials = wire.credentials.parse(kept);
    await wire.acknowledge?.(ref, { credentials, call: callerOf(wire, credentials, run.signal) });
  },
});
