-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "about" JSONB;
