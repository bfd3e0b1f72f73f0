-- AlterTable
ALTER TABLE "inbox_health" ADD COLUMN     "per_day" INTEGER;

-- CreateTable
CREATE TABLE "first_message" (
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "person" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "first_message_pkey" PRIMARY KEY ("inbox_id","person")
);

-- CreateIndex
CREATE INDEX "first_message_tenant_id_at_idx" ON "first_message"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "first_message_at_idx" ON "first_message"("at");

-- AddForeignKey
ALTER TABLE "first_message" ADD CONSTRAINT "first_message_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
