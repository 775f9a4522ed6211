CREATE TABLE "model_call" (
	"organisation_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"key" text NOT NULL,
	"step" text NOT NULL,
	"prompt_id" text NOT NULL,
	"prompt_version" integer NOT NULL,
	"prompt_hash" text NOT NULL,
	"model" text NOT NULL,
	"sends_to" text NOT NULL,
	"request_hash" text NOT NULL,
	"outcome" text NOT NULL,
	"problem" text,
	"left_out" text,
	"format" text,
	"raw" text,
	"value" text,
	"tokens_in" bigint NOT NULL,
	"tokens_out" bigint NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "model_call_organisation_id_run_id_key_pk" PRIMARY KEY("organisation_id","run_id","key")
);
--> statement-breakpoint
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_organisation_id_run_id_run_organisation_id_id_fk" FOREIGN KEY ("organisation_id","run_id") REFERENCES "public"."run"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- The row that a tombstone names may be called by several columns, joined by a space.
CREATE OR REPLACE FUNCTION refuse_unless_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  columns text[] := string_to_array(TG_ARGV[1], ',');
  state text[] := CASE WHEN TG_NARGS > 2 THEN string_to_array(TG_ARGV[2], ',') ELSE '{}' END;
  key text := (SELECT string_agg(to_jsonb(NEW) ->> part, ' ' ORDER BY place)
    FROM unnest(string_to_array(TG_ARGV[0], ',')) WITH ORDINALITY AS named (part, place));
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

CREATE TRIGGER model_call_is_kept BEFORE DELETE ON model_call
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER model_call_is_not_emptied BEFORE TRUNCATE ON model_call
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER model_call_content_is_kept BEFORE UPDATE ON model_call
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('run_id,key', 'problem,left_out,raw,value');
