-- Counters of every list: open and snoozed conversations by who may see them (scope) and by what (facet), kept in the
-- transaction that changes them, whatever changes them. A merged conversation counts nowhere. A message alone touches none.
DROP TRIGGER conversation_counted_insert ON conversation;
DROP TRIGGER conversation_counted_delete ON conversation;
DROP TRIGGER conversation_counted_update ON conversation;
DROP FUNCTION conversation_counted();
DROP FUNCTION conversation_count(uuid, uuid, uuid, int);

DELETE FROM "conversation_counter";
ALTER TABLE "conversation_counter" DROP CONSTRAINT "conversation_counter_pkey";
ALTER TABLE "conversation_counter" DROP COLUMN "key";
ALTER TABLE "conversation_counter"
  ADD COLUMN "scope" TEXT NOT NULL,
  ADD COLUMN "facet" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "snoozed_count" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "conversation_counter_pkey" PRIMARY KEY ("tenant_id", "scope", "facet");
-- Their rows change often and in place.
ALTER TABLE "conversation_counter" SET (fillfactor = 50);

CREATE INDEX "conversation_open_inbox" ON "conversation"("tenant_id", "inbox_id", "last_message_at" DESC, "id" DESC) WHERE (status = 'open'::conversation_status);
CREATE INDEX "conversation_open_number" ON "conversation"("tenant_id", "display_number") WHERE (status = 'open'::conversation_status);
CREATE INDEX "conversation_open_priority" ON "conversation"("tenant_id", "priority", "last_message_at" DESC, "id" DESC) WHERE (status = 'open'::conversation_status AND priority IS NOT NULL);
CREATE INDEX "conversation_open_waiting" ON "conversation"("tenant_id", "waiting_since", "id") WHERE (status = 'open'::conversation_status AND waiting_since IS NOT NULL);
CREATE INDEX "conversation_open_window" ON "conversation"("tenant_id", "window_closes_at", "id") WHERE (status = 'open'::conversation_status AND window_closes_at IS NOT NULL);
CREATE INDEX "mention_unread" ON "mention"("tenant_id", "member_id", "conversation_id") WHERE ("read_at" IS NULL);

CREATE FUNCTION conversation_is_counted(c conversation) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce((c).status IN ('open', 'snoozed') AND (c).merged_into_id IS NULL, false)
$$;

-- The counters a conversation belongs to.
CREATE FUNCTION conversation_places(c conversation) RETURNS TABLE (scope text, facet text) LANGUAGE sql STABLE AS $$
  SELECT s.scope, f.facet
  FROM unnest(ARRAY['all', CASE WHEN (c).assignee_id IS NULL THEN 'queue:' || (c).inbox_id ELSE 'member:' || (c).assignee_id END]) AS s(scope)
  CROSS JOIN (
    SELECT '' UNION ALL SELECT 'inbox:' || (c).inbox_id
    UNION ALL SELECT 'team:' || (c).team_id WHERE (c).team_id IS NOT NULL
    UNION ALL SELECT 'label:' || l.label_id FROM conversation_label l WHERE l.conversation_id = (c).id
  ) AS f(facet)
  WHERE conversation_is_counted(c)
$$;

-- Only what differs is written, always ('all', '') first and then in order, so that two writers of one tenant wait instead
-- of deadlocking.
CREATE FUNCTION conversation_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conversation_counter AS k (tenant_id, scope, facet, open_count, snoozed_count)
  SELECT d.tenant_id, d.scope, d.facet, sum(d.opened), sum(d.snoozed)
  FROM (
    SELECT OLD.tenant_id, p.scope, p.facet, -(OLD.status = 'open')::int AS opened, -(OLD.status = 'snoozed')::int AS snoozed
    FROM conversation_places(OLD) p
    UNION ALL
    SELECT NEW.tenant_id, p.scope, p.facet, (NEW.status = 'open')::int, (NEW.status = 'snoozed')::int
    FROM conversation_places(NEW) p
  ) d
  GROUP BY d.tenant_id, d.scope, d.facet
  HAVING sum(d.opened) <> 0 OR sum(d.snoozed) <> 0 OR (d.scope = 'all' AND d.facet = '')
  ORDER BY d.scope COLLATE "C", d.facet COLLATE "C"
  ON CONFLICT (tenant_id, scope, facet) DO UPDATE
    SET open_count = k.open_count + excluded.open_count, snoozed_count = k.snoozed_count + excluded.snoozed_count;
  RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER conversation_counted_insert AFTER INSERT ON conversation
  FOR EACH ROW WHEN (NEW.status IN ('open', 'snoozed') AND NEW.merged_into_id IS NULL) EXECUTE FUNCTION conversation_counted();
-- Before, because its labels go with it.
CREATE TRIGGER conversation_counted_delete BEFORE DELETE ON conversation
  FOR EACH ROW WHEN (OLD.status IN ('open', 'snoozed') AND OLD.merged_into_id IS NULL) EXECUTE FUNCTION conversation_counted();
CREATE TRIGGER conversation_counted_update AFTER UPDATE ON conversation
  FOR EACH ROW WHEN ((OLD.status IN ('open', 'snoozed') OR NEW.status IN ('open', 'snoozed')) AND (
    OLD.status <> NEW.status OR OLD.assignee_id IS DISTINCT FROM NEW.assignee_id OR OLD.inbox_id <> NEW.inbox_id
    OR OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id))
  EXECUTE FUNCTION conversation_counted();

-- One label more or less. It locks the conversation first, so that it sees it as whoever changes it beside this has left it;
-- a label and its conversation's place must therefore change in two statements, not in one.
CREATE FUNCTION conversation_label_count(conversation_id uuid, label_id uuid, delta int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
BEGIN
  SELECT * INTO c FROM conversation WHERE id = $1 FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT conversation_is_counted(c) THEN RETURN; END IF;
  INSERT INTO conversation_counter AS k (tenant_id, scope, facet, open_count, snoozed_count)
  SELECT c.tenant_id, p.scope, p.facet,
    CASE WHEN p.facet = '' THEN 0 ELSE delta * (c.status = 'open')::int END,
    CASE WHEN p.facet = '' THEN 0 ELSE delta * (c.status = 'snoozed')::int END
  FROM (VALUES ('all', ''), ('all', 'label:' || $2),
    (CASE WHEN c.assignee_id IS NULL THEN 'queue:' || c.inbox_id ELSE 'member:' || c.assignee_id END, 'label:' || $2)) p(scope, facet)
  ON CONFLICT (tenant_id, scope, facet) DO UPDATE
    SET open_count = k.open_count + excluded.open_count, snoozed_count = k.snoozed_count + excluded.snoozed_count;
END $$;

CREATE FUNCTION conversation_label_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM conversation_label_count(OLD.conversation_id, OLD.label_id, -1); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM conversation_label_count(NEW.conversation_id, NEW.label_id, 1); END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER conversation_label_counted AFTER INSERT OR DELETE ON conversation_label
  FOR EACH ROW EXECUTE FUNCTION conversation_label_counted();
CREATE TRIGGER conversation_label_counted_update AFTER UPDATE ON conversation_label
  FOR EACH ROW WHEN (OLD.conversation_id <> NEW.conversation_id OR OLD.label_id <> NEW.label_id)
  EXECUTE FUNCTION conversation_label_counted();

INSERT INTO conversation_counter (tenant_id, scope, facet, open_count, snoozed_count)
SELECT c.tenant_id, p.scope, p.facet, count(*) FILTER (WHERE c.status = 'open'), count(*) FILTER (WHERE c.status = 'snoozed')
FROM conversation c CROSS JOIN LATERAL conversation_places(c) p GROUP BY 1, 2, 3;
