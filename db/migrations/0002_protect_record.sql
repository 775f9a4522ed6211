-- Nothing is lost (DESIGN §1, rule 3): what has been recorded is neither edited nor deleted.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: what has been recorded stays', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END
$$;--> statement-breakpoint

-- Of a suggestion only the state moves; its content is what people were shown.
CREATE FUNCTION refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
    RAISE EXCEPTION 'UPDATE of % is refused: only % may change', TG_TABLE_NAME, array_to_string(TG_ARGV, ', ')
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_event', 'decision', 'risk_score', 'run_step', 'product_version',
    'account', 'bank_import', 'embedding', 'control_cause']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_is_kept', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_is_not_emptied', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['suggestion', 'run', 'hazard', 'cause', 'control', 'product',
    'organisation', 'bank_entry']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_is_kept', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_is_not_emptied', name);
  END LOOP;
END
$$;--> statement-breakpoint

CREATE TRIGGER suggestion_content_is_kept BEFORE UPDATE ON suggestion
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('state');--> statement-breakpoint
CREATE TRIGGER bank_entry_content_is_kept BEFORE UPDATE ON bank_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('current', 'search');--> statement-breakpoint
CREATE TRIGGER run_content_is_kept BEFORE UPDATE ON run
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('state', 'fence', 'lease_until');
