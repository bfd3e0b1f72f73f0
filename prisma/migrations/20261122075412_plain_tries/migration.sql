-- AlterTable
ALTER TABLE "message" ADD COLUMN     "try_ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "try_id" UUID;

-- AlterTable
ALTER TABLE "outbox_entry" ADD COLUMN     "begun" UUID;
