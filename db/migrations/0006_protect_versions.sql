-- What rests on people's decisions is kept, whole. Text that is found unlawful is blotted out only where a
-- tombstone for that very row and text says so (DESIGN §1, rule 3).
CREATE FUNCTION refuse_unless_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  columns text[] := string_to_array(TG_ARGV[1], ',');
  state text[] := CASE WHEN TG_NARGS > 2 THEN string_to_array(TG_ARGV[2], ',') ELSE '{}' END;
  key text := to_jsonb(NEW) ->> TG_ARGV[0];
  name text;
BEGIN
  IF (to_jsonb(NEW) - columns - state) IS DISTINCT FROM (to_jsonb(OLD) - columns - state) THEN
    RAISE EXCEPTION 'UPDATE of % is refused: what has been recorded stays', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  FOREACH name IN ARRAY columns LOOP
    IF (to_jsonb(NEW) ->> name) IS DISTINCT FROM (to_jsonb(OLD) ->> name) AND NOT EXISTS (
      SELECT FROM tombstone t
      WHERE t.organisation_id = NEW.organisation_id AND t.place = TG_TABLE_NAME || '.' || name AND t."row" = key
        AND t.was = encode(sha256(convert_to(to_jsonb(OLD) ->> name, 'UTF8')), 'hex')
        AND t.became = encode(sha256(convert_to(to_jsonb(NEW) ->> name, 'UTF8')), 'hex'))
    THEN
      RAISE EXCEPTION 'UPDATE of % is refused: no tombstone says that its % was taken out', TG_TABLE_NAME, name
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END
$$;--> statement-breakpoint

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['hazard', 'tombstone']
  LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', name || '_content_is_kept', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_content_is_kept', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['decision', 'run_step', 'product_version']
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %I', name || '_is_kept', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['decision', 'run_step', 'product_version', 'hazard_version', 'risk_evaluation', 'tombstone',
    'token']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_is_kept', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['hazard_version', 'risk_evaluation', 'tombstone', 'token']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_is_not_emptied', name);
  END LOOP;
END
$$;--> statement-breakpoint

DROP TRIGGER suggestion_content_is_kept ON suggestion;--> statement-breakpoint
CREATE TRIGGER suggestion_content_is_kept BEFORE UPDATE ON suggestion
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'content', 'state');--> statement-breakpoint
CREATE TRIGGER product_version_content_is_kept BEFORE UPDATE ON product_version
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'description');--> statement-breakpoint
CREATE TRIGGER run_step_content_is_kept BEFORE UPDATE ON run_step
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('run_id', 'output');--> statement-breakpoint
CREATE TRIGGER hazard_version_content_is_kept BEFORE UPDATE ON hazard_version
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('hazard_id', 'content');--> statement-breakpoint
CREATE TRIGGER decision_content_is_kept BEFORE UPDATE ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'text,changes');--> statement-breakpoint
CREATE TRIGGER risk_evaluation_content_is_kept BEFORE UPDATE ON risk_evaluation
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'reason,benefit');--> statement-breakpoint
CREATE TRIGGER token_content_is_kept BEFORE UPDATE ON token
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('revoked_at');--> statement-breakpoint

-- A revoked token stays revoked.
CREATE FUNCTION refuse_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
    RAISE EXCEPTION 'UPDATE of token is refused: it was revoked' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER token_stays_revoked BEFORE UPDATE ON token
  FOR EACH ROW EXECUTE FUNCTION refuse_return();--> statement-breakpoint

-- A version of a hazard rests on a decision about that hazard: the first on an acceptance or on what a person
-- wrote, each later one on a decision about the version before it, as it was shown (DESIGN §1, rule 2).
CREATE FUNCTION require_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  made decision%ROWTYPE;
BEGIN
  IF NEW.hash <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'INSERT into hazard_version is refused: its hash is not that of its content'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT * INTO made FROM decision
    WHERE organisation_id = NEW.organisation_id AND id = NEW.decision_id AND hazard_id = NEW.hazard_id;
  IF NEW.version = 1 THEN
    IF made.verb IS NULL OR made.verb NOT IN ('accept', 'add') THEN
      RAISE EXCEPTION 'INSERT into hazard_version is refused: its decision put nothing into the log'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF made.verb = 'accept' AND NOT EXISTS (SELECT FROM hazard h WHERE h.organisation_id = NEW.organisation_id
      AND h.id = NEW.hazard_id AND h.suggestion_id = made.suggestion_id) THEN
      RAISE EXCEPTION 'INSERT into hazard_version is refused: another suggestion was accepted'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF made.verb = 'add' AND EXISTS (SELECT FROM hazard h WHERE h.organisation_id = NEW.organisation_id
      AND h.id = NEW.hazard_id AND h.suggestion_id IS NOT NULL) THEN
      RAISE EXCEPTION 'INSERT into hazard_version is refused: its suggestion was not accepted'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF made.verb IN ('accept', 'add', 'reject', 'merge', 'defer') THEN
    RAISE EXCEPTION 'INSERT into hazard_version is refused: its decision changes no hazard'
      USING ERRCODE = 'integrity_constraint_violation';
  ELSIF made.hazard_seen IS NULL OR NOT EXISTS (SELECT FROM hazard_version v
    WHERE v.organisation_id = NEW.organisation_id AND v.hazard_id = NEW.hazard_id
      AND v.version = NEW.version - 1 AND v.hash = made.hazard_seen) THEN
    RAISE EXCEPTION 'INSERT into hazard_version is refused: the decision saw another version'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER hazard_version_rests_on_decision AFTER INSERT ON hazard_version
  FOR EACH ROW EXECUTE FUNCTION require_decision();--> statement-breakpoint

-- A suggestion is where its newest decision put it.
CREATE FUNCTION require_state_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  newest text;
  now_state text;
BEGIN
  IF about IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT verb INTO newest FROM decision
    WHERE organisation_id = NEW.organisation_id AND suggestion_id = about ORDER BY ordinal DESC LIMIT 1;
  SELECT state INTO now_state FROM suggestion WHERE organisation_id = NEW.organisation_id AND id = about;
  IF now_state IS DISTINCT FROM (CASE newest WHEN 'accept' THEN 'accepted' WHEN 'add-cause' THEN 'accepted'
    WHEN 'reject' THEN 'rejected' WHEN 'merge' THEN 'merged' WHEN 'defer' THEN 'deferred' ELSE 'pending' END) THEN
    RAISE EXCEPTION '% of % is refused: no decision puts it there', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER suggestion_state_is_decided AFTER INSERT OR UPDATE OF state ON suggestion
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_state_of_decision('id');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER decision_moves_suggestion AFTER INSERT ON decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_state_of_decision('suggestion_id');
