-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('received', 'processed', 'ignored', 'failed');

-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "paused_for" JSONB;

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "meta" JSONB;

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'received',
    "reason" TEXT NOT NULL DEFAULT '',
    "keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "trace_id" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_refusal" (
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_refusal_pkey" PRIMARY KEY ("inbox_id","day")
);

-- CreateTable
CREATE TABLE "identity_alias" (
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "identity_id" UUID NOT NULL,

    CONSTRAINT "identity_alias_pkey" PRIMARY KEY ("inbox_id","key")
);

-- CreateTable
CREATE TABLE "awaited_fact" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "fact" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "awaited_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "send_attempt" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "external_id" TEXT,
    "code" TEXT,
    "reason" TEXT,

    CONSTRAINT "send_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "send_pace" (
    "key" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "send_pace_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "tenant_key" (
    "tenant_id" UUID NOT NULL,
    "wrapped" BYTEA NOT NULL,

    CONSTRAINT "tenant_key_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "delivery_tenant_id_inbox_id_id_idx" ON "delivery"("tenant_id", "inbox_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_failed" ON "delivery"("tenant_id", "inbox_id", "id" DESC) WHERE (state = 'failed'::delivery_state);

-- CreateIndex
CREATE INDEX "delivery_received_at_idx" ON "delivery"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_tenant_id_id_key" ON "delivery"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_inbox_id_digest_key" ON "delivery"("inbox_id", "digest");

-- CreateIndex
CREATE INDEX "webhook_refusal_tenant_id_inbox_id_idx" ON "webhook_refusal"("tenant_id", "inbox_id");

-- CreateIndex
CREATE INDEX "identity_alias_tenant_id_identity_id_idx" ON "identity_alias"("tenant_id", "identity_id");

-- CreateIndex
CREATE INDEX "identity_alias_tenant_id_key_idx" ON "identity_alias"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "awaited_fact_tenant_id_inbox_id_idx" ON "awaited_fact"("tenant_id", "inbox_id");

-- CreateIndex
CREATE INDEX "awaited_fact_created_at_idx" ON "awaited_fact"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "awaited_fact_inbox_id_target_digest_key" ON "awaited_fact"("inbox_id", "target", "digest");

-- CreateIndex
CREATE INDEX "send_attempt_tenant_id_message_id_idx" ON "send_attempt"("tenant_id", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "send_attempt_tenant_id_id_key" ON "send_attempt"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "send_attempt_message_id_number_key" ON "send_attempt"("message_id", "number");

-- CreateIndex
CREATE INDEX "send_pace_next_at_idx" ON "send_pace"("next_at");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_refusal" ADD CONSTRAINT "webhook_refusal_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_alias" ADD CONSTRAINT "identity_alias_tenant_id_identity_id_fkey" FOREIGN KEY ("tenant_id", "identity_id") REFERENCES "identity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "awaited_fact" ADD CONSTRAINT "awaited_fact_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "send_attempt" ADD CONSTRAINT "send_attempt_tenant_id_message_id_fkey" FOREIGN KEY ("tenant_id", "message_id") REFERENCES "message"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_key" ADD CONSTRAINT "tenant_key_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
