ALTER TABLE "decision" ADD CONSTRAINT "decision_of_suggestion_key" UNIQUE("organisation_id","id","suggestion_id");--> statement-breakpoint
ALTER TABLE "hazard" DROP CONSTRAINT "hazard_organisation_id_decision_id_decision_organisation_id_id_fk";
--> statement-breakpoint
ALTER TABLE "hazard" ADD CONSTRAINT "hazard_decision_fk" FOREIGN KEY ("organisation_id","decision_id","suggestion_id") REFERENCES "public"."decision"("organisation_id","id","suggestion_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- A hazard rests on an acceptance, not on any other decision (DESIGN §1, rule 2).
CREATE FUNCTION require_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM decision WHERE organisation_id = NEW.organisation_id
    AND id = NEW.decision_id AND verb = 'accept') THEN
    RAISE EXCEPTION 'INSERT into hazard is refused: its decision is no acceptance'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER hazard_rests_on_acceptance AFTER INSERT ON hazard
  FOR EACH ROW EXECUTE FUNCTION require_acceptance();--> statement-breakpoint

-- Of what stands in the log only the named columns move.
CREATE TRIGGER hazard_content_is_kept BEFORE UPDATE ON hazard
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('status', 'version');--> statement-breakpoint
CREATE TRIGGER cause_content_is_kept BEFORE UPDATE ON cause
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER control_content_is_kept BEFORE UPDATE ON control
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('state');--> statement-breakpoint
CREATE TRIGGER product_content_is_kept BEFORE UPDATE ON product
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('next_run', 'next_suggestion', 'next_hazard', 'scheme');--> statement-breakpoint
CREATE TRIGGER organisation_content_is_kept BEFORE UPDATE ON organisation
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change('current_account_id');
