-- CreateTable
CREATE TABLE "message_alias" (
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "message_alias_pkey" PRIMARY KEY ("inbox_id","external_id")
);

-- CreateIndex
CREATE INDEX "message_alias_tenant_id_message_id_idx" ON "message_alias"("tenant_id", "message_id");

-- AddForeignKey
ALTER TABLE "message_alias" ADD CONSTRAINT "message_alias_tenant_id_message_id_fkey" FOREIGN KEY ("tenant_id", "message_id") REFERENCES "message"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
