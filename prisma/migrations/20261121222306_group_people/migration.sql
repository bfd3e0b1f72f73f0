-- CreateTable
CREATE TABLE "group_person" (
    "tenant_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "group_person_pkey" PRIMARY KEY ("identity_id","key")
);

-- CreateIndex
CREATE INDEX "group_person_tenant_id_identity_id_idx" ON "group_person"("tenant_id", "identity_id");

-- AddForeignKey
ALTER TABLE "group_person" ADD CONSTRAINT "group_person_tenant_id_identity_id_fkey" FOREIGN KEY ("tenant_id", "identity_id") REFERENCES "identity"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
