CREATE TABLE "token" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid NOT NULL,
	"parent_id" uuid,
	"hash" text NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "token_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "token_hash_key" UNIQUE("hash")
);--> statement-breakpoint
CREATE TABLE "hazard_version" (
	"organisation_id" uuid NOT NULL,
	"hazard_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	"decision_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "hazard_version_organisation_id_hazard_id_version_pk" PRIMARY KEY("organisation_id","hazard_id","version"),
	CONSTRAINT "hazard_version_hash_key" UNIQUE("organisation_id","hazard_id","hash"),
	CONSTRAINT "hazard_version_decision_key" UNIQUE("organisation_id","decision_id")
);--> statement-breakpoint
CREATE TABLE "risk_evaluation" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "risk_evaluation_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1) NOT NULL,
	"hazard_id" uuid NOT NULL,
	"hazard_seen" text NOT NULL,
	"product_version" integer NOT NULL,
	"stage" text NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"score_id" uuid NOT NULL,
	"acceptable" boolean NOT NULL,
	"reason" text NOT NULL,
	"present" text[] NOT NULL,
	"benefit" text,
	CONSTRAINT "risk_evaluation_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);--> statement-breakpoint
CREATE TABLE "tombstone" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"place" text NOT NULL,
	"row" text NOT NULL,
	"was" text NOT NULL,
	"became" text NOT NULL,
	"reason" text NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "tombstone_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);--> statement-breakpoint
ALTER TABLE "hazard" DROP CONSTRAINT "hazard_suggestion_key";--> statement-breakpoint
ALTER TABLE "hazard" DROP CONSTRAINT "hazard_decision_fk";--> statement-breakpoint
ALTER TABLE "decision" DROP CONSTRAINT "decision_of_suggestion_key";--> statement-breakpoint
ALTER TABLE "risk_score" DROP CONSTRAINT "risk_score_organisation_id_hazard_id_hazard_organisation_id_id_fk";--> statement-breakpoint
ALTER TABLE "decision" ALTER COLUMN "suggestion_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "decision" ALTER COLUMN "seen" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "hazard" ALTER COLUMN "suggestion_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_entry" ADD COLUMN "product_id" uuid;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "ordinal" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "decision_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "risk_score" ADD COLUMN "ordinal" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "risk_score_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "hazard_id" uuid;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "hazard_seen" text;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "into_id" uuid;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "undoes_id" uuid;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "changes" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "token" ADD CONSTRAINT "token_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token" ADD CONSTRAINT "token_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token" ADD CONSTRAINT "token_parent_fk" FOREIGN KEY ("organisation_id","parent_id") REFERENCES "public"."token"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard_version" ADD CONSTRAINT "hazard_version_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard_version" ADD CONSTRAINT "hazard_version_organisation_id_hazard_id_hazard_organisation_id_id_fk" FOREIGN KEY ("organisation_id","hazard_id") REFERENCES "public"."hazard"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_evaluation" ADD CONSTRAINT "risk_evaluation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_evaluation" ADD CONSTRAINT "risk_evaluation_seen_fk" FOREIGN KEY ("organisation_id","hazard_id","hazard_seen") REFERENCES "public"."hazard_version"("organisation_id","hazard_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_evaluation" ADD CONSTRAINT "risk_evaluation_score_fk" FOREIGN KEY ("organisation_id","score_id") REFERENCES "public"."risk_score"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_evaluation" ADD CONSTRAINT "risk_evaluation_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tombstone" ADD CONSTRAINT "tombstone_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tombstone" ADD CONSTRAINT "tombstone_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "risk_evaluation_hazard_idx" ON "risk_evaluation" USING btree ("organisation_id","hazard_id");--> statement-breakpoint
CREATE INDEX "tombstone_row_idx" ON "tombstone" USING btree ("organisation_id","place","row");--> statement-breakpoint
ALTER TABLE "bank_entry" ADD CONSTRAINT "bank_entry_product_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_hazard_fk" FOREIGN KEY ("organisation_id","hazard_id") REFERENCES "public"."hazard"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_hazard_seen_fk" FOREIGN KEY ("organisation_id","hazard_id","hazard_seen") REFERENCES "public"."hazard_version"("organisation_id","hazard_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_into_fk" FOREIGN KEY ("organisation_id","into_id") REFERENCES "public"."suggestion"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_undoes_fk" FOREIGN KEY ("organisation_id","undoes_id") REFERENCES "public"."decision"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard" ADD CONSTRAINT "hazard_organisation_id_product_id_product_organisation_id_id_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard" ADD CONSTRAINT "hazard_suggestion_fk" FOREIGN KEY ("organisation_id","suggestion_id") REFERENCES "public"."suggestion"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_hazard_idx" ON "decision" USING btree ("organisation_id","hazard_id");--> statement-breakpoint
CREATE INDEX "decision_into_idx" ON "decision" USING btree ("organisation_id","into_id");--> statement-breakpoint
CREATE INDEX "hazard_suggestion_idx" ON "hazard" USING btree ("organisation_id","suggestion_id");--> statement-breakpoint
ALTER TABLE "bank_entry" ADD CONSTRAINT "bank_entry_product_only" CHECK (("bank_entry"."confidentiality" = 'product-only') = ("bank_entry"."product_id" is not null));--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_seen_check" CHECK (("decision"."suggestion_id" is null) = ("decision"."seen" is null));--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_subject_check" CHECK (num_nonnulls("decision"."suggestion_id", "decision"."hazard_id") > 0);--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_of_hazard_key" UNIQUE("organisation_id","id","hazard_id");--> statement-breakpoint
ALTER TABLE "hazard_version" ADD CONSTRAINT "hazard_version_decision_fk" FOREIGN KEY ("organisation_id","decision_id","hazard_id") REFERENCES "public"."decision"("organisation_id","id","hazard_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- What stands in the log becomes the first version of each hazard: the canonical text (RFC 8785) of its
-- content, and the hash of those bytes. A decision names the hazard that it made.
ALTER TABLE "decision" DISABLE TRIGGER USER;--> statement-breakpoint
UPDATE "decision" d SET "hazard_id" = h."id" FROM "hazard" h
  WHERE h."organisation_id" = d."organisation_id" AND h."decision_id" = d."id";--> statement-breakpoint
ALTER TABLE "decision" ENABLE TRIGGER USER;--> statement-breakpoint
INSERT INTO "hazard_version" ("organisation_id", "hazard_id", "version", "content", "hash", "decision_id", "at")
SELECT made.organisation_id, made.id, 1, made.content, encode(sha256(convert_to(made.content, 'UTF8')), 'hex'),
  made.decision_id, made.created_at
FROM (
  SELECT h.organisation_id, h.id, h.decision_id, h.created_at,
    '{"actions":[],"causes":[' || coalesce((
      SELECT string_agg(
        '{"from":{"number":' || d.causes[c.number] || ',"suggestion":"' || h.suggestion_id || '"},"kind":'
          || to_json(c.kind)::text || ',"number":' || c.number || ',"text":' || to_json(c.text)::text || '}',
        ',' ORDER BY c.number)
      FROM cause c WHERE c.organisation_id = h.organisation_id AND c.hazard_id = h.id), '')
    || '],"condition":' || to_json(h.condition)::text || ',"controls":[' || coalesce((
      SELECT string_agg(
        '{"actsOn":[' || coalesce((
            SELECT string_agg(c.number::text, ',' ORDER BY c.number)
            FROM control_cause l JOIN cause c ON c.organisation_id = l.organisation_id AND c.id = l.cause_id
            WHERE l.organisation_id = k.organisation_id AND l.control_id = k.id), '')
          || '],"basis":' || to_json(k.basis)::text || ',"from":{"number":' || d.controls[k.number]
          || ',"suggestion":"' || h.suggestion_id || '"},"number":' || k.number || ',"owner":'
          || to_json(k.owner)::text || ',"state":' || to_json(k.state)::text || ',"text":' || to_json(k.text)::text
          || ',"type":' || to_json(k.type)::text || ',"worksIf":' || to_json(k.works_if)::text || '}',
        ',' ORDER BY k.number)
      FROM control k WHERE k.organisation_id = h.organisation_id AND k.hazard_id = h.id), '')
    || '],"effect":' || to_json(h.effect)::text || ',"exposed":' || to_json(h.exposed)::text
    || ',"harm":' || to_json(h.harm)::text || ',"hazard":' || to_json(h.hazard)::text
    || ',"name":' || to_json(h.name)::text || ',"status":' || to_json(h.status)::text
    || ',"taken":{"actions":0,"causes":'
    || (SELECT count(*) FROM cause c WHERE c.organisation_id = h.organisation_id AND c.hazard_id = h.id)
    || ',"controls":'
    || (SELECT count(*) FROM control k WHERE k.organisation_id = h.organisation_id AND k.hazard_id = h.id)
    || '},"version":1}' AS content
  FROM hazard h
  JOIN decision d ON d.organisation_id = h.organisation_id AND d.id = h.decision_id
) made;--> statement-breakpoint

-- Scores so far were given to that first version, and to the description it was drafted from.
ALTER TABLE "risk_score" ADD COLUMN "hazard_seen" text;--> statement-breakpoint
ALTER TABLE "risk_score" ADD COLUMN "product_version" integer;--> statement-breakpoint
ALTER TABLE "risk_score" DISABLE TRIGGER USER;--> statement-breakpoint
UPDATE "risk_score" r SET "hazard_seen" = v.hash, "product_version" = p.number
FROM hazard_version v
  JOIN hazard h ON h.organisation_id = v.organisation_id AND h.id = v.hazard_id
  JOIN suggestion s ON s.organisation_id = h.organisation_id AND s.id = h.suggestion_id
  JOIN product_version p ON p.organisation_id = s.organisation_id AND p.id = s.product_version_id
WHERE v.organisation_id = r.organisation_id AND v.hazard_id = r.hazard_id AND v.version = 1;--> statement-breakpoint
ALTER TABLE "risk_score" ENABLE TRIGGER USER;--> statement-breakpoint
ALTER TABLE "risk_score" ALTER COLUMN "hazard_seen" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "risk_score" ALTER COLUMN "product_version" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "risk_score" ADD CONSTRAINT "risk_score_seen_fk" FOREIGN KEY ("organisation_id","hazard_id","hazard_seen") REFERENCES "public"."hazard_version"("organisation_id","hazard_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
DROP TRIGGER "hazard_rests_on_acceptance" ON "hazard";--> statement-breakpoint
DROP FUNCTION "require_acceptance"();
