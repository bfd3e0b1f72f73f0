-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "team_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "user_token" ADD COLUMN     "email" TEXT;
