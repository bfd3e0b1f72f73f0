-- CreateTable
CREATE TABLE "identity_secret" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_secret_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "identity_secret_inbox_id_idx" ON "identity_secret"("inbox_id");

-- AddForeignKey
ALTER TABLE "identity_secret" ADD CONSTRAINT "identity_secret_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
