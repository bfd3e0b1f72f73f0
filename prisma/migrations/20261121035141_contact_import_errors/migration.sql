-- CreateTable
CREATE TABLE "contact_import_error" (
    "tenant_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "cells" JSONB NOT NULL,

    CONSTRAINT "contact_import_error_pkey" PRIMARY KEY ("import_id","row")
);

-- CreateIndex
CREATE INDEX "contact_import_error_tenant_id_import_id_idx" ON "contact_import_error"("tenant_id", "import_id");

-- AddForeignKey
ALTER TABLE "contact_import_error" ADD CONSTRAINT "contact_import_error_tenant_id_import_id_fkey" FOREIGN KEY ("tenant_id", "import_id") REFERENCES "contact_import"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
