-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "merge_undo_id" UUID;

-- Parts of names, addresses and numbers are found without reading every contact of every tenant.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX contact_search ON contact USING gin (tenant_id,
  (lower(name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(company, ''))) gin_trgm_ops)
  WHERE merged_into_id IS NULL;

-- What begins for a contact while it is being merged into another begins for the other: the lock waits for that merge.
CREATE FUNCTION contact_followed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid;
BEGIN
  FOR step IN 1..50 LOOP
    SELECT k.merged_into_id INTO target FROM contact k
      WHERE k.tenant_id = NEW.tenant_id AND k.id = NEW.contact_id FOR KEY SHARE;
    EXIT WHEN target IS NULL;
    NEW.contact_id := target;
  END LOOP;
  RETURN NEW;
END $$;

CREATE TRIGGER conversation_contact_followed BEFORE INSERT ON conversation
  FOR EACH ROW EXECUTE FUNCTION contact_followed();
CREATE TRIGGER identity_contact_followed BEFORE INSERT ON identity
  FOR EACH ROW EXECUTE FUNCTION contact_followed();
