-- DropIndex
DROP INDEX "identity_alias_tenant_id_identity_id_idx";

-- CreateIndex
CREATE INDEX "identity_alias_tenant_id_identity_id_key_idx" ON "identity_alias"("tenant_id", "identity_id", "key");
