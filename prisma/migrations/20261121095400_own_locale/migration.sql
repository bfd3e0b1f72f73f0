-- AlterTable
ALTER TABLE "user" ALTER COLUMN "locale" DROP NOT NULL,
ALTER COLUMN "locale" DROP DEFAULT;

-- Nobody could choose one until now: what stands there was only ever the default.
UPDATE "user" SET "locale" = NULL;
