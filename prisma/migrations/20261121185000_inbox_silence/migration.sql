ALTER TABLE "inbox" ADD COLUMN "silent_since" TIMESTAMPTZ(3);
