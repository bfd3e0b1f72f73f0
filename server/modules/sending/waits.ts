import type { Waits } from "../messages/schema";
import { changeMessage } from "../messages/settle";
import type { SendJob } from "./job";

type Waiting = Pick<SendJob, "tenantId" | "messageId" | "inbox_id" | "waits">;

/** The thread says why a message goes no further; nothing is written where it says so already. */
export async function noteWait(job: Waiting, waits: Waits): Promise<void> {
  if (job.waits === waits.reason) return;
  const { tenantId, messageId, inbox_id: inboxId } = job;
  await changeMessage({ tenantId, inboxId, messageId }, async (message) => {
    const isSaid = message.meta?.waits?.reason === waits.reason;
    const isOver = message.status !== "queued" && message.status !== waits.during;
    return isOver || isSaid ? null : { ...message, meta: { ...message.meta, waits } };
  });
}
