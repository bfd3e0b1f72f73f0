-- AlterTable
ALTER TABLE "notification" ADD COLUMN     "count" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "event_id" UUID,
ADD COLUMN     "is_by_mail" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_in_app" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "raised_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "seq" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE UNIQUE INDEX "notification_unread" ON "notification"("member_id", "conversation_id") WHERE ("read_at" IS NULL);
