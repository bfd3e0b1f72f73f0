ALTER TABLE "inbox" ADD COLUMN "announced_to" TEXT;
