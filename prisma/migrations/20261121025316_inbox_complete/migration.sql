-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "company" TEXT,
ADD COLUMN     "country" TEXT,
ADD COLUMN     "external_id" TEXT,
ADD COLUMN     "language" TEXT,
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "time_zone" TEXT;

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "is_muted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "resolved_at" TIMESTAMPTZ(3),
ADD COLUMN     "team_id" UUID,
ADD COLUMN     "window_closes_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "workflow" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "label" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "is_in_views" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "availability" TEXT NOT NULL DEFAULT 'online',
ADD COLUMN     "capacity" INTEGER,
ADD COLUMN     "is_auto_offline" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "last_active_at" TIMESTAMPTZ(3),
ADD COLUMN     "preferences" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "signature" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "deleted_by_id" UUID,
ADD COLUMN     "reply_to_id" UUID;

-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "picture_key" TEXT;

-- CreateTable
CREATE TABLE "contact_label" (
    "tenant_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "label_id" UUID NOT NULL,

    CONSTRAINT "contact_label_pkey" PRIMARY KEY ("contact_id","label_id")
);

-- CreateTable
CREATE TABLE "contact_note" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "author_id" UUID,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "page_visit" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "visited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "page_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribute_definition" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attribute_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_import" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "bytes_total" BIGINT NOT NULL,
    "bytes_done" BIGINT NOT NULL DEFAULT 0,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "errors_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "reply_to_id" UUID,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("member_id","conversation_id","mode")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "shared_with" TEXT NOT NULL DEFAULT 'private',
    "team_id" UUID,
    "filter" JSONB NOT NULL,
    "sort" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "macro" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "actions" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "macro_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "undoable" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "undoable_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_message" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "file_ids" JSONB NOT NULL DEFAULT '[]',
    "reply_to_id" UUID,
    "is_held" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "scheduled_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mention" (
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "mention_pkey" PRIMARY KEY ("member_id","message_id")
);

-- CreateTable
CREATE TABLE "canned_response" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "short_code" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "canned_response_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rating" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "assignee_id" UUID,
    "token_hash" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "score" INTEGER,
    "comment" TEXT NOT NULL DEFAULT '',
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "rating_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "conversation_id" UUID,
    "message_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_subscription" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "workflow" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "tenant_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("team_id","member_id")
);

-- CreateIndex
CREATE INDEX "contact_label_tenant_id_label_id_idx" ON "contact_label"("tenant_id", "label_id");

-- CreateIndex
CREATE INDEX "contact_note_tenant_id_contact_id_created_at_idx" ON "contact_note"("tenant_id", "contact_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "contact_note_tenant_id_id_key" ON "contact_note"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "page_visit_tenant_id_contact_id_visited_at_idx" ON "page_visit"("tenant_id", "contact_id", "visited_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "attribute_definition_tenant_id_id_key" ON "attribute_definition"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "attribute_definition_tenant_id_subject_key_key" ON "attribute_definition"("tenant_id", "subject", "key");

-- CreateIndex
CREATE INDEX "contact_import_tenant_id_created_at_idx" ON "contact_import"("tenant_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "contact_import_tenant_id_id_key" ON "contact_import"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "draft_tenant_id_conversation_id_idx" ON "draft"("tenant_id", "conversation_id");

-- CreateIndex
CREATE INDEX "saved_view_tenant_id_subject_idx" ON "saved_view"("tenant_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_tenant_id_id_key" ON "saved_view"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "macro_tenant_id_idx" ON "macro"("tenant_id");

-- CreateIndex
CREATE UNIQUE INDEX "macro_tenant_id_id_key" ON "macro"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "undoable_created_at_idx" ON "undoable"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "undoable_tenant_id_id_key" ON "undoable"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "scheduled_message_tenant_id_member_id_idx" ON "scheduled_message"("tenant_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_message_tenant_id_id_key" ON "scheduled_message"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_message_conversation_id_client_id_key" ON "scheduled_message"("conversation_id", "client_id");

-- CreateIndex
CREATE INDEX "mention_tenant_id_message_id_idx" ON "mention"("tenant_id", "message_id");

-- CreateIndex
CREATE INDEX "mention_tenant_id_conversation_id_idx" ON "mention"("tenant_id", "conversation_id");

-- CreateIndex
CREATE INDEX "mention_tenant_id_member_id_conversation_id_idx" ON "mention"("tenant_id", "member_id", "conversation_id");

-- CreateIndex
CREATE INDEX "canned_response_tenant_id_short_code_idx" ON "canned_response"("tenant_id", "short_code");

-- CreateIndex
CREATE UNIQUE INDEX "canned_response_tenant_id_id_key" ON "canned_response"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "rating_token_hash_key" ON "rating"("token_hash");

-- CreateIndex
CREATE INDEX "rating_tenant_id_conversation_id_idx" ON "rating"("tenant_id", "conversation_id");

-- CreateIndex
CREATE INDEX "rating_tenant_id_answered_at_idx" ON "rating"("tenant_id", "answered_at");

-- CreateIndex
CREATE UNIQUE INDEX "rating_tenant_id_id_key" ON "rating"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "notification_tenant_id_member_id_id_idx" ON "notification"("tenant_id", "member_id", "id" DESC);

-- CreateIndex
CREATE INDEX "notification_tenant_id_conversation_id_idx" ON "notification"("tenant_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "notification_tenant_id_id_key" ON "notification"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "push_subscription_tenant_id_member_id_idx" ON "push_subscription"("tenant_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "push_subscription_member_id_endpoint_key" ON "push_subscription"("member_id", "endpoint");

-- CreateIndex
CREATE UNIQUE INDEX "team_tenant_id_id_key" ON "team"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "team_tenant_id_name_key" ON "team"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "team_member_tenant_id_member_id_idx" ON "team_member"("tenant_id", "member_id");

-- CreateIndex
CREATE INDEX "contact_tenant_id_phone_idx" ON "contact"("tenant_id", "phone");

-- CreateIndex
CREATE INDEX "contact_tenant_id_merged_into_id_idx" ON "contact"("tenant_id", "merged_into_id") WHERE ("merged_into_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "contact_tenant_id_name_id_idx" ON "contact"("tenant_id", "name", "id");

-- CreateIndex
CREATE INDEX "contact_tenant_id_last_activity_at_id_idx" ON "contact"("tenant_id", "last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_tenant_id_created_at_id_idx" ON "contact"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "contact_tenant_id_external_id_key" ON "contact"("tenant_id", "external_id");

-- CreateIndex
CREATE INDEX "conversation_tenant_id_team_id_status_last_message_at_id_idx" ON "conversation"("tenant_id", "team_id", "status", "last_message_at" DESC, "id" DESC) WHERE ("team_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "conversation_tenant_id_merged_into_id_idx" ON "conversation"("tenant_id", "merged_into_id") WHERE ("merged_into_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "message_tenant_id_reply_to_id_idx" ON "message"("tenant_id", "reply_to_id") WHERE ("reply_to_id" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_tenant_id_merged_into_id_fkey" FOREIGN KEY ("tenant_id", "merged_into_id") REFERENCES "contact"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_label" ADD CONSTRAINT "contact_label_tenant_id_contact_id_fkey" FOREIGN KEY ("tenant_id", "contact_id") REFERENCES "contact"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_label" ADD CONSTRAINT "contact_label_tenant_id_label_id_fkey" FOREIGN KEY ("tenant_id", "label_id") REFERENCES "label"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_note" ADD CONSTRAINT "contact_note_tenant_id_contact_id_fkey" FOREIGN KEY ("tenant_id", "contact_id") REFERENCES "contact"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_note" ADD CONSTRAINT "contact_note_tenant_id_author_id_fkey" FOREIGN KEY ("tenant_id", "author_id") REFERENCES "member"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "page_visit" ADD CONSTRAINT "page_visit_tenant_id_contact_id_fkey" FOREIGN KEY ("tenant_id", "contact_id") REFERENCES "contact"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribute_definition" ADD CONSTRAINT "attribute_definition_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_tenant_id_team_id_fkey" FOREIGN KEY ("tenant_id", "team_id") REFERENCES "team"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_tenant_id_merged_into_id_fkey" FOREIGN KEY ("tenant_id", "merged_into_id") REFERENCES "conversation"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_tenant_id_conversation_id_fkey" FOREIGN KEY ("tenant_id", "conversation_id") REFERENCES "conversation"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_tenant_id_team_id_fkey" FOREIGN KEY ("tenant_id", "team_id") REFERENCES "team"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "macro" ADD CONSTRAINT "macro_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "macro" ADD CONSTRAINT "macro_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "undoable" ADD CONSTRAINT "undoable_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "undoable" ADD CONSTRAINT "undoable_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_tenant_id_reply_to_id_fkey" FOREIGN KEY ("tenant_id", "reply_to_id") REFERENCES "message"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_message" ADD CONSTRAINT "scheduled_message_tenant_id_conversation_id_fkey" FOREIGN KEY ("tenant_id", "conversation_id") REFERENCES "conversation"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_message" ADD CONSTRAINT "scheduled_message_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_tenant_id_message_id_fkey" FOREIGN KEY ("tenant_id", "message_id") REFERENCES "message"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_tenant_id_conversation_id_fkey" FOREIGN KEY ("tenant_id", "conversation_id") REFERENCES "conversation"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "canned_response" ADD CONSTRAINT "canned_response_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "canned_response" ADD CONSTRAINT "canned_response_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rating" ADD CONSTRAINT "rating_tenant_id_conversation_id_fkey" FOREIGN KEY ("tenant_id", "conversation_id") REFERENCES "conversation"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rating" ADD CONSTRAINT "rating_tenant_id_contact_id_fkey" FOREIGN KEY ("tenant_id", "contact_id") REFERENCES "contact"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rating" ADD CONSTRAINT "rating_tenant_id_assignee_id_fkey" FOREIGN KEY ("tenant_id", "assignee_id") REFERENCES "member"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_tenant_id_conversation_id_fkey" FOREIGN KEY ("tenant_id", "conversation_id") REFERENCES "conversation"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_tenant_id_team_id_fkey" FOREIGN KEY ("tenant_id", "team_id") REFERENCES "team"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
