-- CreateIndex
CREATE INDEX "conversation_replied_inbox" ON "conversation"("tenant_id", "inbox_id", "last_message_at" DESC, "id" DESC) WHERE (status = 'resolved'::conversation_status AND first_reply_at IS NOT NULL);
