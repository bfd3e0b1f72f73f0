-- CreateTable
CREATE TABLE "assignment_turn" (
    "tenant_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "assignment_turn_pkey" PRIMARY KEY ("scope","member_id")
);

-- CreateIndex
CREATE INDEX "assignment_turn_tenant_id_member_id_idx" ON "assignment_turn"("tenant_id", "member_id");

-- CreateIndex
CREATE INDEX "conversation_tenant_id_waiting_since_id_idx" ON "conversation"("tenant_id", "waiting_since", "id") WHERE ("assignee_id" IS NULL);

-- AddForeignKey
ALTER TABLE "assignment_turn" ADD CONSTRAINT "assignment_turn_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
