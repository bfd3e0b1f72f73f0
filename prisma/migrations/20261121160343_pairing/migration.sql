-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "risk_accepted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "inbox_pairing" (
    "inbox_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "is_paired" BOOLEAN NOT NULL DEFAULT false,
    "is_connected" BOOLEAN NOT NULL DEFAULT false,
    "number" TEXT,
    "paired_at" TIMESTAMPTZ(3),
    "connected_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "aside" JSONB,
    "watch_until" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pairing_pkey" PRIMARY KEY ("inbox_id")
);

-- CreateTable
CREATE TABLE "pairing_attempt" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "number" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "held_seconds" INTEGER,

    CONSTRAINT "pairing_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbox_pairing_tenant_id_inbox_id_key" ON "inbox_pairing"("tenant_id", "inbox_id");

-- CreateIndex
CREATE INDEX "pairing_attempt_tenant_id_inbox_id_id_idx" ON "pairing_attempt"("tenant_id", "inbox_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "pairing_attempt_tenant_id_id_key" ON "pairing_attempt"("tenant_id", "id");

-- AddForeignKey
ALTER TABLE "inbox_pairing" ADD CONSTRAINT "inbox_pairing_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pairing_attempt" ADD CONSTRAINT "pairing_attempt_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
