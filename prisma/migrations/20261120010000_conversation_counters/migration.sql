-- Open conversations per tenant, inbox queue and assignee, kept in the transaction that changes them, whatever changes them.
-- Rows are always taken in the order all, queue, member, so that two writers of one tenant wait instead of deadlocking.
CREATE FUNCTION conversation_count(tenant uuid, inbox uuid, assignee uuid, delta int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO conversation_counter AS k (tenant_id, key, open_count) VALUES (tenant, 'all', delta)
    ON CONFLICT (tenant_id, key) DO UPDATE SET open_count = k.open_count + excluded.open_count;
  INSERT INTO conversation_counter AS k (tenant_id, key, open_count)
    VALUES (tenant, CASE WHEN assignee IS NULL THEN 'queue:' || inbox ELSE 'member:' || assignee END, delta)
    ON CONFLICT (tenant_id, key) DO UPDATE SET open_count = k.open_count + excluded.open_count;
$$;

CREATE FUNCTION conversation_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status = 'open' THEN
    PERFORM conversation_count(OLD.tenant_id, OLD.inbox_id, OLD.assignee_id, -1);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'open' THEN
    PERFORM conversation_count(NEW.tenant_id, NEW.inbox_id, NEW.assignee_id, 1);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER conversation_counted_insert AFTER INSERT ON conversation
  FOR EACH ROW WHEN (NEW.status = 'open') EXECUTE FUNCTION conversation_counted();
CREATE TRIGGER conversation_counted_delete AFTER DELETE ON conversation
  FOR EACH ROW WHEN (OLD.status = 'open') EXECUTE FUNCTION conversation_counted();
CREATE TRIGGER conversation_counted_update AFTER UPDATE ON conversation
  FOR EACH ROW WHEN (OLD.status <> NEW.status AND 'open' IN (OLD.status, NEW.status)
    OR NEW.status = 'open' AND (OLD.assignee_id IS DISTINCT FROM NEW.assignee_id OR OLD.inbox_id <> NEW.inbox_id))
  EXECUTE FUNCTION conversation_counted();
