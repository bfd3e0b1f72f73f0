import { z } from "zod";
import { type Handler, type HandlerCtx, handler, RetryAfter } from "../infra/outbox/entry";
import { indexMessages } from "../modules/messages/search-index";
import type { JobTools } from "./clean-up";

const JOB_SECONDS = 50;

/** Takes what was written since the last time into the search's index; what is more than a minute's work goes on a minute later. */
export function searchIndexing({ db }: JobTools): Handler {
  return handler({
    payload: z.object({}),
    timeoutSeconds: JOB_SECONDS + 30,
    async run({ log }: HandlerCtx) {
      const { indexed, isDone } = await indexMessages(db.sql, Date.now() + JOB_SECONDS * 1000);
      if (indexed) log.info({ indexed }, "messages were taken into the search");
      if (!isDone) throw new RetryAfter(60, `More messages than one run indexes: ${indexed} so far.`);
    },
  });
}
