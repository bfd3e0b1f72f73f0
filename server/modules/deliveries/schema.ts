import { z } from "zod";
import { cursorOf } from "../../core/paging";
import { Line } from "../../core/text";

export const DELIVERY_STATES = ["received", "processed", "ignored", "failed"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const ListDeliveries = z.object({
  inboxId: z.uuid(),
  state: z.enum(DELIVERY_STATES).optional(),
  /** A provider's id of something in it, or words of the reason. */
  search: Line(200).optional(),
  cursor: cursorOf(z.tuple([z.uuid()])).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListDeliveries = z.infer<typeof ListDeliveries>;

export const DeliveryId = z.object({ deliveryId: z.uuid() });
export type DeliveryId = z.infer<typeof DeliveryId>;
export const DeliveriesOf = z.object({ inboxId: z.uuid() });
export type DeliveriesOf = z.infer<typeof DeliveriesOf>;

export const DELIVERY_THINGS = [
  ...(["message", "echo", "status", "edit", "revoke", "reaction", "call", "activity"] as const),
  ...(["typing", "renamed", "reachable", "account", "template"] as const),
];
/** One thing that a delivery says. `who`: cut to the ends of a number; `detail`: the kind of a message, a status, an emoji. */
export type DeliveryLine = {
  what: (typeof DELIVERY_THINGS)[number];
  who: string | null;
  detail: string | null;
};
/** The first three, and how many more. */
export type DeliveryAbout = { lines: DeliveryLine[]; more: number };

/** One request of a provider. Times are ISO 8601 in UTC, the size is in bytes. */
export type DeliveryListed = {
  id: string;
  inboxId: string;
  state: DeliveryState;
  reason: string;
  /** Null until it was understood, and of what came before this was written down. */
  about: DeliveryAbout | null;
  attempts: number;
  size: number;
  receivedAt: string;
  processedAt: string | null;
};
/** `raw`: the body with secrets and telephone numbers masked. */
export type DeliveryDetail = DeliveryListed & { raw: string };

/** Whether a provider is heard. */
export type DeliveryHealth = {
  lastHeardAt: string | null;
  /** Of seven days, today included. */
  received: number;
  failed: number;
  refused: number;
};
