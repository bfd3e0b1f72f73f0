-- CreateTable
CREATE TABLE "message_template" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "category" TEXT,
    "state" TEXT NOT NULL,
    "quality" TEXT,
    "reason" TEXT,
    "obstacle" TEXT,
    "content" JSONB NOT NULL,
    "heard_at" JSONB NOT NULL DEFAULT '{}',
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_health" (
    "inbox_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '[]',
    "per_second" DOUBLE PRECISION,
    "checked_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "templates_at" TIMESTAMPTZ(3),
    "templates_problem" TEXT,

    CONSTRAINT "inbox_health_pkey" PRIMARY KEY ("inbox_id")
);

-- CreateTable
CREATE TABLE "account_news" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "next" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_news_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "message_template_tenant_id_inbox_id_idx" ON "message_template"("tenant_id", "inbox_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_template_tenant_id_id_key" ON "message_template"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "message_template_inbox_id_name_language_key" ON "message_template"("inbox_id", "name", "language");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_health_tenant_id_inbox_id_key" ON "inbox_health"("tenant_id", "inbox_id");

-- CreateIndex
CREATE INDEX "account_news_tenant_id_inbox_id_at_idx" ON "account_news"("tenant_id", "inbox_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "account_news_inbox_id_digest_key" ON "account_news"("inbox_id", "digest");

-- AddForeignKey
ALTER TABLE "message_template" ADD CONSTRAINT "message_template_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox_health" ADD CONSTRAINT "inbox_health_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_news" ADD CONSTRAINT "account_news_tenant_id_inbox_id_fkey" FOREIGN KEY ("tenant_id", "inbox_id") REFERENCES "inbox"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
