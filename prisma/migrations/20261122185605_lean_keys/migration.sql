-- A message is looked up within its tenant alone. The unique index stays, as other tables' keys lean on it, and becomes the
-- primary key's; every message written has one index less.
ALTER TABLE "message" DROP CONSTRAINT "message_pkey";
ALTER TABLE "message" ADD CONSTRAINT "message_pkey" PRIMARY KEY USING INDEX "message_tenant_id_id_key";

-- So has every event: its readers follow (xid, position).
DROP INDEX "event_xid_position_idx";
ALTER TABLE "event" DROP CONSTRAINT "event_pkey",
ADD CONSTRAINT "event_pkey" PRIMARY KEY ("xid", "position");
