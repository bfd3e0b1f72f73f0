-- CreateIndex
CREATE INDEX "send_attempt_tenant_id_external_id_idx" ON "send_attempt"("tenant_id", "external_id");
