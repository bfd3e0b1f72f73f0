import { statement } from "../infra/db";
import { replayDelivery } from "../modules/deliveries/replay";
import { DELIVERY_STATES, type DeliveryAbout } from "../modules/deliveries/schema";
import type { Command } from "./main";
import { table, UsageError } from "./output";
import { limitOf, operatorCtx } from "./tenant";

type Row = {
  id: string;
  inboxId: string;
  state: string;
  reason: string;
  about: DeliveryAbout | null;
  attempts: number;
  size: number;
  receivedAt: Date;
};
const LIST = statement<Row>(
  "cli_deliveries_list",
  `select d.id, d.inbox_id as "inboxId", d.state::text as state, d.reason, d.about, d.attempts, length(d.body) as size,
     d.received_at as "receivedAt"
   from delivery d where d.tenant_id = $1::uuid and ($2::uuid is null or d.inbox_id = $2::uuid)
     and ($3::text is null or d.state::text = $3::text) order by d.id desc limit $4::int`,
);

export const listLedger: Command = async ({ runtime }, options) => {
  const { inbox = null, state = null } = options;
  if (state && !DELIVERY_STATES.some((known) => known === state))
    throw new UsageError(`--state is one of ${DELIVERY_STATES.join(", ")}.`);
  if (inbox && !/^[0-9a-f-]{36}$/.test(inbox)) throw new UsageError("--inbox is the id of an inbox.");
  const { tenantId } = await operatorCtx(runtime, options);
  const rows = await runtime.db.sql(LIST, [tenantId, inbox, state, limitOf(options)]);
  const cells = rows.map((row) => [
    ...[row.id, row.receivedAt.toISOString(), row.state, inShort(row.about), row.reason.slice(0, 80)],
  ]);
  return {
    json: rows,
    lines: rows.length
      ? table([["id", "received", "state", "about", "reason"], ...cells])
      : ["There is none."],
  };
};

/** "message +44…42 text, status delivered, and 3 more". */
function inShort(about: DeliveryAbout | null): string {
  if (!about) return "";
  const lines = about.lines.map(({ what, who, detail }) => [what, who, detail].filter(Boolean).join(" "));
  return [...lines, ...(about.more ? [`and ${about.more} more`] : [])].join(", ");
}

export const replay: Command = async ({ runtime }, options) => {
  const { id: deliveryId = "" } = options;
  if (!/^[0-9a-f-]{36}$/.test(deliveryId)) throw new UsageError("--id is the id of a delivery.");
  await replayDelivery(await operatorCtx(runtime, options), { deliveryId });
  return { json: { deliveryId, state: "received" }, lines: ["It will be understood once more."] };
};
