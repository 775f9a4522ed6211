CREATE TABLE "coverage_decision" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "coverage_decision_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"product_id" uuid NOT NULL,
	"product_version" integer NOT NULL,
	"cell" text NOT NULL,
	"verb" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "coverage_decision_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "opening" (
	"organisation_id" uuid NOT NULL,
	"suggestion_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "opening_organisation_id_account_id_suggestion_id_pk" PRIMARY KEY("organisation_id","account_id","suggestion_id")
);
--> statement-breakpoint
CREATE TABLE "own_view" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "own_view_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"suggestion_id" uuid NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "own_view_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "own_view_person_key" UNIQUE("organisation_id","suggestion_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "view_agreement" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "view_agreement_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"view_id" uuid NOT NULL,
	"suggestion_id" uuid NOT NULL,
	"seen" text NOT NULL,
	"agreement" text NOT NULL,
	"text" text,
	CONSTRAINT "view_agreement_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "view_sample" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "view_sample_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"product_id" uuid NOT NULL,
	"every" integer NOT NULL,
	CONSTRAINT "view_sample_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "cells" text[];--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "title" text GENERATED ALWAYS AS (jsonb_extract_path_text(replace(content, '\u0000', '\ufffd')::jsonb, 'title')) STORED;--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "hazard" text GENERATED ALWAYS AS (jsonb_extract_path_text(replace(content, '\u0000', '\ufffd')::jsonb, 'hazard')) STORED;--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "cell" text GENERATED ALWAYS AS (jsonb_extract_path_text(replace(content, '\u0000', '\ufffd')::jsonb, 'cell')) STORED;--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "lens" text GENERATED ALWAYS AS (jsonb_extract_path_text(replace(content, '\u0000', '\ufffd')::jsonb, 'lens')) STORED;--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "condition" text GENERATED ALWAYS AS (jsonb_extract_path_text(replace(content, '\u0000', '\ufffd')::jsonb, 'condition')) STORED;--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "drafter" text GENERATED ALWAYS AS (jsonb_extract_path_text(replace(content, '\u0000', '\ufffd')::jsonb, 'drafter','id')) STORED;--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "stands_in" boolean GENERATED ALWAYS AS (replace(content, '\u0000', '\ufffd')::jsonb -> 'drafter' ->> 'standsIn' is not null) STORED;--> statement-breakpoint
ALTER TABLE "suggestion" ADD COLUMN "untailored" boolean GENERATED ALWAYS AS ((replace(content, '\u0000', '\ufffd')::jsonb ->> 'untailored')::boolean) STORED;--> statement-breakpoint
ALTER TABLE "coverage_decision" ADD CONSTRAINT "coverage_decision_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage_decision" ADD CONSTRAINT "coverage_decision_product_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage_decision" ADD CONSTRAINT "coverage_decision_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening" ADD CONSTRAINT "opening_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening" ADD CONSTRAINT "opening_suggestion_fk" FOREIGN KEY ("organisation_id","suggestion_id") REFERENCES "public"."suggestion"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening" ADD CONSTRAINT "opening_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_view" ADD CONSTRAINT "own_view_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_view" ADD CONSTRAINT "own_view_suggestion_fk" FOREIGN KEY ("organisation_id","suggestion_id") REFERENCES "public"."suggestion"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_view" ADD CONSTRAINT "own_view_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_agreement" ADD CONSTRAINT "view_agreement_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_agreement" ADD CONSTRAINT "view_agreement_view_fk" FOREIGN KEY ("organisation_id","view_id") REFERENCES "public"."own_view"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_agreement" ADD CONSTRAINT "view_agreement_seen_fk" FOREIGN KEY ("organisation_id","suggestion_id","seen") REFERENCES "public"."suggestion"("organisation_id","id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_agreement" ADD CONSTRAINT "view_agreement_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_sample" ADD CONSTRAINT "view_sample_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_sample" ADD CONSTRAINT "view_sample_product_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_sample" ADD CONSTRAINT "view_sample_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "coverage_decision_cell_idx" ON "coverage_decision" USING btree ("organisation_id","product_id","cell");--> statement-breakpoint
CREATE INDEX "view_agreement_view_idx" ON "view_agreement" USING btree ("organisation_id","view_id");--> statement-breakpoint
CREATE INDEX "view_sample_product_idx" ON "view_sample" USING btree ("organisation_id","product_id");--> statement-breakpoint

-- What the database works out of a suggestion's content is null in NEW before the row is written.
DROP TRIGGER suggestion_content_is_kept ON suggestion;--> statement-breakpoint
CREATE TRIGGER suggestion_content_is_kept BEFORE UPDATE ON suggestion
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'content',
    'state,title,hazard,cell,lens,condition,drafter,stands_in,untailored');--> statement-breakpoint

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['coverage_decision', 'own_view', 'view_agreement', 'view_sample']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_is_kept', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_is_not_emptied', name);
  END LOOP;
END
$$;--> statement-breakpoint

CREATE TRIGGER coverage_decision_content_is_kept BEFORE UPDATE ON coverage_decision
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'reason');--> statement-breakpoint
CREATE TRIGGER own_view_content_is_kept BEFORE UPDATE ON own_view
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'text');--> statement-breakpoint
CREATE TRIGGER view_agreement_content_is_kept BEFORE UPDATE ON view_agreement
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'text');--> statement-breakpoint
CREATE TRIGGER view_sample_content_is_kept BEFORE UPDATE ON view_sample
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
