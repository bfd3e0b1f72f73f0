-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "passed_on_from" UUID;

-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "provider_names" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "inbox_provider_names_idx" ON "inbox" USING GIN ("provider_names");
