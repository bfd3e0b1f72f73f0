-- DropIndex
DROP INDEX "event_created_at_idx";
