import { createRawDelivery } from "./floors/delivery";
import type { Bench } from "./harness/bench";
import { repeat } from "./harness/repeat";
import { measureRatio } from "./harness/rounds";
import { nextBody, pour, webhookStack } from "./harness/webhooks";

const CLIENTS = 8;
const ANSWERED = "POST /api/webhooks answered 200, a second, 64 connections";

export const webhook: Bench = {
  key: "webhook",
  title:
    "signed Cloud webhook → stored, requests/s at 64 connections ÷ raw single-statement insert, 8 clients",
  mark: 0.6,
  shall: "at least",
  async run(bed) {
    const stack = await webhookStack(bed);
    const raw = createRawDelivery(stack.databaseUrl, CLIENTS);
    const [door] = stack.doors;
    const insert = () => raw.insert(door!.tenantId, door!.inboxId, nextBody());
    try {
      return await measureRatio({
        ...{ better: "higher", slices: 3 },
        numerator: { what: ANSWERED, measure: () => pour(stack, [door!]) },
        denominator: {
          what: `deliveries a second by raw pg, one statement each, ${CLIENTS} clients`,
          measure: async () => (await repeat(Array(CLIENTS).fill(null), insert)).perSecond,
        },
      });
    } finally {
      await raw.close();
    }
  },
};

export const webhookTenants: Bench = {
  key: "webhookTenants",
  title: "the same over 1,000 inboxes of 100 businesses ÷ over one inbox",
  mark: 0.9,
  shall: "at least",
  async run(bed) {
    const stack = await webhookStack(bed);
    return measureRatio({
      ...{ better: "higher", slices: 3 },
      numerator: { what: `${ANSWERED}, 1,000 inboxes`, measure: () => pour(stack, stack.doors) },
      denominator: { what: `${ANSWERED}, one inbox`, measure: () => pour(stack, stack.doors.slice(0, 1)) },
    });
  },
};

export const duplicates: Bench = {
  key: "duplicates",
  title: "the same with nine in ten delivered again ÷ with none",
  mark: 1,
  shall: "at least",
  async run(bed) {
    const stack = await webhookStack(bed);
    return measureRatio({
      ...{ better: "higher", slices: 3 },
      numerator: { what: `${ANSWERED}, 90 % of them repeats`, measure: () => pour(stack, stack.doors, 0.9) },
      denominator: { what: ANSWERED, measure: () => pour(stack, stack.doors) },
    });
  },
};
