-- CreateTable
CREATE TABLE "mail_stop" (
    "tenant_id" UUID NOT NULL,
    "address_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_stop_pkey" PRIMARY KEY ("tenant_id","address_hash")
);

-- AddForeignKey
ALTER TABLE "mail_stop" ADD CONSTRAINT "mail_stop_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
