import { z } from "zod";
import type { DeskGroup } from "../../channels/desk";
import type { FieldListed } from "../inboxes/schema";

/** A network from whose groups a team can answer. */
export type DeskListed = { channel: string; name: string; fields: FieldListed[] };

/** How the business's bridge stands. Times are ISO 8601 in UTC. */
export type BridgeDetail = {
  channel: string;
  channelName: string;
  /** Secrets as their last four characters. */
  fields: FieldListed[];
  botName: string;
  group: { id: string; title: string } | null;
  /** Groups that the bot was put into, to choose from. */
  groups: DeskGroup[];
  pausedFor: { reason: string; fix: string } | null;
  lastHeardAt: string | null;
  topics: number;
  /** Members who can answer from there. */
  linked: { memberId: string; name: string; personName: string }[];
};

const Credentials = z.record(z.string().max(60), z.string().max(4000));

export const ConnectBridge = z.object({ channel: z.string().max(40), credentials: Credentials });
export type ConnectBridge = z.infer<typeof ConnectBridge>;

export const ChooseGroup = z.object({
  group: z
    .string()
    .trim()
    .regex(/^-\d{5,20}$/, "A group's id is a minus and digits, such as -1002000000001."),
});
export type ChooseGroup = z.infer<typeof ChooseGroup>;

/** The member's own link. `isOffered`: the business has a bridge with a group. */
export type OwnLink = { isOffered: boolean; channelName: string; botName: string; personName: string | null };
/** To be said to the bot within 15 minutes; `url` opens it and says it. */
export type LinkCode = { code: string; url: string; endsAt: string };
