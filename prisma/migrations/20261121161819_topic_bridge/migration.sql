-- CreateTable
CREATE TABLE "bridge" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "sealed_credentials" BYTEA NOT NULL,
    "bot_name" TEXT NOT NULL,
    "group_id" TEXT,
    "group_title" TEXT NOT NULL DEFAULT '',
    "groups" JSONB NOT NULL DEFAULT '[]',
    "paused_for" JSONB,
    "last_heard_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bridge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bridge_topic" (
    "tenant_id" UUID NOT NULL,
    "bridge_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "thread" TEXT,
    "shown_seq" INTEGER NOT NULL,
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "is_begun" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bridge_topic_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateTable
CREATE TABLE "bridge_post" (
    "tenant_id" UUID NOT NULL,
    "bridge_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "file_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "shown" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "bridge_post_pkey" PRIMARY KEY ("bridge_id","external_id","message_id")
);

-- CreateTable
CREATE TABLE "bridge_link" (
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "person_id" TEXT,
    "person_name" TEXT NOT NULL DEFAULT '',
    "linked_at" TIMESTAMPTZ(3),
    "code_hash" TEXT,
    "code_ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "bridge_link_pkey" PRIMARY KEY ("member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "bridge_tenant_id_key" ON "bridge"("tenant_id");

-- CreateIndex
CREATE UNIQUE INDEX "bridge_tenant_id_id_key" ON "bridge"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "bridge_topic_tenant_id_bridge_id_idx" ON "bridge_topic"("tenant_id", "bridge_id");

-- CreateIndex
CREATE UNIQUE INDEX "bridge_topic_bridge_id_thread_key" ON "bridge_topic"("bridge_id", "thread");

-- CreateIndex
CREATE UNIQUE INDEX "bridge_topic_tenant_id_conversation_id_key" ON "bridge_topic"("tenant_id", "conversation_id");

-- CreateIndex
CREATE INDEX "bridge_post_tenant_id_message_id_idx" ON "bridge_post"("tenant_id", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "bridge_link_code_hash_key" ON "bridge_link"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "bridge_link_tenant_id_person_id_key" ON "bridge_link"("tenant_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "bridge_link_tenant_id_member_id_key" ON "bridge_link"("tenant_id", "member_id");

-- AddForeignKey
ALTER TABLE "bridge" ADD CONSTRAINT "bridge_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bridge_topic" ADD CONSTRAINT "bridge_topic_tenant_id_bridge_id_fkey" FOREIGN KEY ("tenant_id", "bridge_id") REFERENCES "bridge"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bridge_topic" ADD CONSTRAINT "bridge_topic_tenant_id_conversation_id_fkey" FOREIGN KEY ("tenant_id", "conversation_id") REFERENCES "conversation"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bridge_post" ADD CONSTRAINT "bridge_post_tenant_id_bridge_id_fkey" FOREIGN KEY ("tenant_id", "bridge_id") REFERENCES "bridge"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bridge_post" ADD CONSTRAINT "bridge_post_tenant_id_message_id_fkey" FOREIGN KEY ("tenant_id", "message_id") REFERENCES "message"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bridge_link" ADD CONSTRAINT "bridge_link_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
