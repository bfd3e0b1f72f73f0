import { clock } from "../../core/clock";
import type { SendFailure } from "../messages/facts";
import type { SendJob } from "./job";

/** What cannot go out whatever the provider says. */
export function refusalOf(job: SendJob): SendFailure | null {
  const { replyWindowHours } = job.channel.capabilities;
  const isClosed = (job.window_closes_at?.getTime() ?? 0) <= clock.now();
  if (replyWindowHours && isClosed && job.extra?.type !== "template")
    return {
      ...{ class: "window", code: "window" },
      reason: `${replyWindowHours} hours have passed since the contact last wrote.`,
      fix: "Send a template.",
    };
  if (job.is_revoked)
    return {
      ...{ class: "recipient", code: "unreachable" },
      reason: "The contact has stopped messages from you.",
      fix: "They can write again at any time; try another channel.",
    };
  if (job.to.length === 0)
    return {
      ...{ class: "recipient", code: "nameless" },
      reason: "This conversation has nobody to send to.",
      fix: "Begin a new one with the contact.",
    };
  return null;
}

export const diedOver = ({ channel }: SendJob) => {
  const detail = `The process ended before ${channel.name} had answered.`;
  return { words: detail, detail };
};
export const incomplete = ({ channel }: SendJob) => ({
  ...{ code: "credentials", reason: `The kept credentials are not complete for ${channel.name}.` },
  fix: "Enter them again in the inbox's settings; what waits goes out then.",
});
export const unfit = ({ channel }: SendJob) => ({
  ...({ class: "content", code: "unfit", reason: `${channel.name} has no form for this message.` } as const),
  fix: "Write it in another way and send that.",
});
