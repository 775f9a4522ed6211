CREATE TABLE "baseline" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "baseline_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"product_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"product_version" integer NOT NULL,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	"meaning" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "baseline_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "baseline_number_key" UNIQUE("organisation_id","product_id","number")
);
--> statement-breakpoint
CREATE TABLE "proposal" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "proposal_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"workbook_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"cell" text NOT NULL,
	"hazard_id" uuid,
	"hazard_seen" text,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "proposal_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "proposal_number_key" UNIQUE("organisation_id","workbook_id","number"),
	CONSTRAINT "proposal_hash_key" UNIQUE("organisation_id","id","hash")
);
--> statement-breakpoint
CREATE TABLE "proposal_decision" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "proposal_decision_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"proposal_id" uuid NOT NULL,
	"seen" text NOT NULL,
	"verb" text NOT NULL,
	"reason" text,
	"decision_id" uuid,
	CONSTRAINT "proposal_decision_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "returned_workbook" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "returned_workbook_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"product_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"unread" text NOT NULL,
	CONSTRAINT "returned_workbook_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "returned_workbook_number_key" UNIQUE("organisation_id","product_id","number")
);
--> statement-breakpoint
CREATE TABLE "risk_scheme_version" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "risk_scheme_version_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"scheme" text NOT NULL,
	"version" integer NOT NULL,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "risk_scheme_version_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "risk_scheme_version_key" UNIQUE("organisation_id","scheme","version")
);
--> statement-breakpoint
CREATE TABLE "scheme_declaration" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "scheme_declaration_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"product_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "scheme_declaration_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "baseline" ADD CONSTRAINT "baseline_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baseline" ADD CONSTRAINT "baseline_product_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baseline" ADD CONSTRAINT "baseline_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_workbook_fk" FOREIGN KEY ("organisation_id","workbook_id") REFERENCES "public"."returned_workbook"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_hazard_seen_fk" FOREIGN KEY ("organisation_id","hazard_id","hazard_seen") REFERENCES "public"."hazard_version"("organisation_id","hazard_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_decision" ADD CONSTRAINT "proposal_decision_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_decision" ADD CONSTRAINT "proposal_decision_seen_fk" FOREIGN KEY ("organisation_id","proposal_id","seen") REFERENCES "public"."proposal"("organisation_id","id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_decision" ADD CONSTRAINT "proposal_decision_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_workbook" ADD CONSTRAINT "returned_workbook_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_workbook" ADD CONSTRAINT "returned_workbook_product_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_workbook" ADD CONSTRAINT "returned_workbook_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_scheme_version" ADD CONSTRAINT "risk_scheme_version_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_scheme_version" ADD CONSTRAINT "risk_scheme_version_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_declaration" ADD CONSTRAINT "scheme_declaration_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_declaration" ADD CONSTRAINT "scheme_declaration_product_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_declaration" ADD CONSTRAINT "scheme_declaration_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "proposal_hazard_idx" ON "proposal" USING btree ("organisation_id","hazard_id");--> statement-breakpoint
CREATE INDEX "proposal_decision_proposal_idx" ON "proposal_decision" USING btree ("organisation_id","proposal_id");--> statement-breakpoint
CREATE INDEX "scheme_declaration_product_idx" ON "scheme_declaration" USING btree ("organisation_id","product_id");--> statement-breakpoint

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['risk_scheme_version', 'scheme_declaration', 'baseline', 'returned_workbook', 'proposal',
    'proposal_decision']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_is_kept', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_is_not_emptied', name);
  END LOOP;
END
$$;--> statement-breakpoint

CREATE TRIGGER risk_scheme_version_content_is_kept BEFORE UPDATE ON risk_scheme_version
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'content');--> statement-breakpoint
CREATE TRIGGER scheme_declaration_content_is_kept BEFORE UPDATE ON scheme_declaration
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'reason');--> statement-breakpoint
CREATE TRIGGER baseline_content_is_kept BEFORE UPDATE ON baseline
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'content,reason');--> statement-breakpoint
CREATE TRIGGER returned_workbook_content_is_kept BEFORE UPDATE ON returned_workbook
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'file_name,unread');--> statement-breakpoint
CREATE TRIGGER proposal_content_is_kept BEFORE UPDATE ON proposal
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'content');--> statement-breakpoint
CREATE TRIGGER proposal_decision_content_is_kept BEFORE UPDATE ON proposal_decision
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_tombstone('id', 'reason');
