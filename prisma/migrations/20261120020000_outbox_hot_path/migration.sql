-- "Unfinished" as a null test: every update of an entry evaluates the predicate, and `state = ANY (…)` costs ten times as much.
DROP INDEX "outbox_entry_lane_open";
CREATE INDEX "outbox_entry_lane_open" ON "outbox_entry"("lane", "id") WHERE (lane IS NOT NULL AND finished_at IS NULL);

-- Half of each page stays free for the version that taking an entry writes, so that it touches no index. The table turns
-- over quickly and is small: vacuum early and without pauses, as the claim steps over dead index entries until then.
ALTER TABLE "outbox_entry" SET (
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0.1
);
