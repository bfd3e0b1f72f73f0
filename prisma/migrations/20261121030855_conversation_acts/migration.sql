-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "thread_version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "conversation_read" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;
