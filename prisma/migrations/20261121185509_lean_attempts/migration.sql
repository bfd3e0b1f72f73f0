-- DropIndex
DROP INDEX "send_attempt_tenant_id_external_id_idx";

-- DropIndex
DROP INDEX "send_attempt_tenant_id_message_id_idx";

-- CreateIndex
CREATE INDEX "send_attempt_external" ON "send_attempt"("tenant_id", "external_id") WHERE (external_id IS NOT NULL);
