import type { MessageTimes } from "../messages/schema";

/** The life of one message. Times are ISO 8601 in UTC. */
export type MessageTrace = {
  createdAt: string;
  isOurs: boolean;
  status: string;
  /** The provider's id of it. */
  externalId: string | null;
  error: { reason: string; fix?: string; code?: string } | null;
  times: MessageTimes;
  /** `outcome`: sent, retry, failed or unconfirmed; null while it runs. `isOver`: a member has sent the message again since. */
  attempts: {
    number: number;
    startedAt: string;
    endedAt: string | null;
    outcome: string | null;
    externalId: string | null;
    code: string | null;
    reason: string | null;
    isOver: boolean;
  }[];
  /** What is still to be done, and when. */
  owed: { state: string; runAt: string; lastError: string | null } | null;
  /** The request that brought it. */
  delivery: { id: string; state: string; receivedAt: string; processedAt: string | null } | null;
};
