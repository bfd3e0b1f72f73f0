-- AlterTable
ALTER TABLE "send_attempt" ADD COLUMN     "superseded_at" TIMESTAMPTZ(3);
