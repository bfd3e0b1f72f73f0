import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Shared } from "../contract";
import { Delivery, numberIn } from "./wire";

type OfApp = { phoneNumberId: string; wabaId?: string; appSecret: string };
const WithEntries = z.looseObject({ entry: z.unknown().refine((entry) => entry !== undefined) });
const Part = z.object({ id: z.string().optional(), time: z.number().optional(), change: z.unknown() });

const number = (id: string) => `number:${id}`;
const account = (id: string) => `account:${id}`;

/**
 * An app of Meta's has one callback. What has no address of its own comes there for all its numbers and accounts, signed with
 * the app's secret (contract whatsapp-cloud §1): messages by their number, news of templates and of the account by the account.
 */
export const sharedAtMeta: Shared<OfApp> = {
  namesOf: ({ phoneNumberId, wabaId }) => [number(phoneNumberId), ...(wabaId ? [account(wabaId)] : [])],
  partsOf(payload) {
    // Without entries there is nothing in it of anybody's.
    if (!WithEntries.safeParse(payload).success) return [];
    const { entry } = Delivery.parse(payload);
    return entry.flatMap(({ id, time, changes }) =>
      changes.map((change) => {
        const of = numberIn(change.value);
        const name = of ? number(of) : id ? account(id) : null;
        return { name, part: { id, time, change } satisfies z.infer<typeof Part> };
      }),
    );
  },
  joined(parts) {
    const entry = parts.map((part) => {
      const { id, time, change } = Part.parse(part);
      return { id, time, changes: [change] };
    });
    return { object: "whatsapp_business_account", entry };
  },
  isSameProof({ appSecret: one }, { appSecret: other }) {
    const [a, b] = [Buffer.from(one), Buffer.from(other)];
    return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
  },
  boundTo: ({ phoneNumberId, wabaId }) => `${phoneNumberId} ${wabaId ?? ""}`,
};
