CREATE TABLE "account" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"body" text,
	"number" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "account_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"organisation_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	"text" text NOT NULL,
	"subject_id" text NOT NULL,
	CONSTRAINT "audit_event_organisation_id_sequence_pk" PRIMARY KEY("organisation_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "bank_entry" (
	"organisation_id" uuid NOT NULL,
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"current" boolean NOT NULL,
	"confidentiality" text NOT NULL,
	"content" jsonb NOT NULL,
	"text_hash" text NOT NULL,
	"lens" text NOT NULL,
	"capabilities" text[] NOT NULL,
	"technologies" text[] NOT NULL,
	"guide_words" text[] NOT NULL,
	"phases" text[] NOT NULL,
	"more_exposed" text[] NOT NULL,
	"searched" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('english', searched)) STORED,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "bank_entry_organisation_id_id_version_hash_pk" PRIMARY KEY("organisation_id","id","version","hash")
);
--> statement-breakpoint
CREATE TABLE "bank_import" (
	"organisation_id" uuid NOT NULL,
	"artefact" text NOT NULL,
	"bank_hash" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "bank_import_organisation_id_artefact_bank_hash_at_pk" PRIMARY KEY("organisation_id","artefact","bank_hash","at")
);
--> statement-breakpoint
CREATE TABLE "cause" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"hazard_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"decision_id" uuid NOT NULL,
	CONSTRAINT "cause_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "cause_number_key" UNIQUE("organisation_id","hazard_id","number")
);
--> statement-breakpoint
CREATE TABLE "control" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"hazard_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"type" text NOT NULL,
	"owner" text NOT NULL,
	"text" text NOT NULL,
	"works_if" text NOT NULL,
	"basis" text NOT NULL,
	"state" text NOT NULL,
	"decision_id" uuid NOT NULL,
	CONSTRAINT "control_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "control_number_key" UNIQUE("organisation_id","hazard_id","number")
);
--> statement-breakpoint
CREATE TABLE "control_cause" (
	"organisation_id" uuid NOT NULL,
	"control_id" uuid NOT NULL,
	"cause_id" uuid NOT NULL,
	CONSTRAINT "control_cause_organisation_id_control_id_cause_id_pk" PRIMARY KEY("organisation_id","control_id","cause_id")
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"suggestion_id" uuid NOT NULL,
	"verb" text NOT NULL,
	"seen" text NOT NULL,
	"account_id" uuid NOT NULL,
	"reason" text,
	"text" text,
	"causes" integer[] NOT NULL,
	"controls" integer[] NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "decision_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "embedding" (
	"organisation_id" uuid NOT NULL,
	"artefact" text NOT NULL,
	"text_hash" text NOT NULL,
	"vector" vector NOT NULL,
	CONSTRAINT "embedding_organisation_id_artefact_text_hash_pk" PRIMARY KEY("organisation_id","artefact","text_hash")
);
--> statement-breakpoint
CREATE TABLE "hazard" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"suggestion_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hazard" text NOT NULL,
	"effect" text NOT NULL,
	"harm" text NOT NULL,
	"exposed" text NOT NULL,
	"condition" text NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "hazard_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "hazard_number_key" UNIQUE("organisation_id","product_id","number"),
	CONSTRAINT "hazard_suggestion_key" UNIQUE("organisation_id","suggestion_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"organisation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_organisation_id_key_pk" PRIMARY KEY("organisation_id","key")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"current_account_id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"standard" text NOT NULL,
	"scheme" text NOT NULL,
	"next_run" integer DEFAULT 1 NOT NULL,
	"next_suggestion" integer DEFAULT 1 NOT NULL,
	"next_hazard" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "product_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "product_slug_key" UNIQUE("organisation_id","slug")
);
--> statement-breakpoint
CREATE TABLE "product_version" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"description" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "product_version_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "product_version_number_key" UNIQUE("organisation_id","product_id","number")
);
--> statement-breakpoint
CREATE TABLE "risk_score" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"hazard_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"severity" text NOT NULL,
	"likelihood" text NOT NULL,
	"level" integer NOT NULL,
	"scheme" text NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "risk_score_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"product_version_id" uuid NOT NULL,
	"state" text NOT NULL,
	"limit" integer NOT NULL,
	"pipeline" text NOT NULL,
	"drafter" text NOT NULL,
	"embedder" text NOT NULL,
	"bank_hash" text NOT NULL,
	"request_key" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp(3) with time zone,
	"started_at" timestamp(3) with time zone NOT NULL,
	"started_by" text NOT NULL,
	CONSTRAINT "run_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "run_number_key" UNIQUE("organisation_id","product_id","number"),
	CONSTRAINT "run_request_key" UNIQUE("organisation_id","request_key")
);
--> statement-breakpoint
CREATE TABLE "run_step" (
	"organisation_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"step" text NOT NULL,
	"attempt" integer NOT NULL,
	"state" text NOT NULL,
	"input_hash" text NOT NULL,
	"output_hash" text NOT NULL,
	"output" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "run_step_organisation_id_run_id_step_attempt_pk" PRIMARY KEY("organisation_id","run_id","step","attempt")
);
--> statement-breakpoint
CREATE TABLE "suggestion" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"product_version_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"rank" integer NOT NULL,
	"situation" text NOT NULL,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "suggestion_organisation_id_id_pk" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "suggestion_number_key" UNIQUE("organisation_id","product_id","number"),
	CONSTRAINT "suggestion_origin_key" UNIQUE("organisation_id","run_id","origin"),
	CONSTRAINT "suggestion_seen_key" UNIQUE("organisation_id","id","hash")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_entry" ADD CONSTRAINT "bank_entry_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_import" ADD CONSTRAINT "bank_import_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cause" ADD CONSTRAINT "cause_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cause" ADD CONSTRAINT "cause_organisation_id_hazard_id_hazard_organisation_id_id_fk" FOREIGN KEY ("organisation_id","hazard_id") REFERENCES "public"."hazard"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cause" ADD CONSTRAINT "cause_organisation_id_decision_id_decision_organisation_id_id_fk" FOREIGN KEY ("organisation_id","decision_id") REFERENCES "public"."decision"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control" ADD CONSTRAINT "control_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control" ADD CONSTRAINT "control_organisation_id_hazard_id_hazard_organisation_id_id_fk" FOREIGN KEY ("organisation_id","hazard_id") REFERENCES "public"."hazard"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control" ADD CONSTRAINT "control_organisation_id_decision_id_decision_organisation_id_id_fk" FOREIGN KEY ("organisation_id","decision_id") REFERENCES "public"."decision"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control_cause" ADD CONSTRAINT "control_cause_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control_cause" ADD CONSTRAINT "control_cause_organisation_id_control_id_control_organisation_id_id_fk" FOREIGN KEY ("organisation_id","control_id") REFERENCES "public"."control"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control_cause" ADD CONSTRAINT "control_cause_organisation_id_cause_id_cause_organisation_id_id_fk" FOREIGN KEY ("organisation_id","cause_id") REFERENCES "public"."cause"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_seen_fk" FOREIGN KEY ("organisation_id","suggestion_id","seen") REFERENCES "public"."suggestion"("organisation_id","id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embedding" ADD CONSTRAINT "embedding_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard" ADD CONSTRAINT "hazard_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard" ADD CONSTRAINT "hazard_organisation_id_decision_id_decision_organisation_id_id_fk" FOREIGN KEY ("organisation_id","decision_id") REFERENCES "public"."decision"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product" ADD CONSTRAINT "product_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_version" ADD CONSTRAINT "product_version_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_version" ADD CONSTRAINT "product_version_organisation_id_product_id_product_organisation_id_id_fk" FOREIGN KEY ("organisation_id","product_id") REFERENCES "public"."product"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_score" ADD CONSTRAINT "risk_score_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_score" ADD CONSTRAINT "risk_score_organisation_id_hazard_id_hazard_organisation_id_id_fk" FOREIGN KEY ("organisation_id","hazard_id") REFERENCES "public"."hazard"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_score" ADD CONSTRAINT "risk_score_organisation_id_account_id_account_organisation_id_id_fk" FOREIGN KEY ("organisation_id","account_id") REFERENCES "public"."account"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_organisation_id_product_version_id_product_version_organisation_id_id_fk" FOREIGN KEY ("organisation_id","product_version_id") REFERENCES "public"."product_version"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_step" ADD CONSTRAINT "run_step_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_step" ADD CONSTRAINT "run_step_organisation_id_run_id_run_organisation_id_id_fk" FOREIGN KEY ("organisation_id","run_id") REFERENCES "public"."run"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_organisation_id_run_id_run_organisation_id_id_fk" FOREIGN KEY ("organisation_id","run_id") REFERENCES "public"."run"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_subject_idx" ON "audit_event" USING btree ("organisation_id","subject_id");--> statement-breakpoint
CREATE INDEX "bank_entry_search_idx" ON "bank_entry" USING gin ("search");--> statement-breakpoint
CREATE INDEX "decision_suggestion_idx" ON "decision" USING btree ("organisation_id","suggestion_id");--> statement-breakpoint
CREATE INDEX "risk_score_hazard_idx" ON "risk_score" USING btree ("organisation_id","hazard_id");--> statement-breakpoint
CREATE INDEX "suggestion_product_state_idx" ON "suggestion" USING btree ("organisation_id","product_id","state","rank");--> statement-breakpoint
CREATE INDEX "suggestion_situation_idx" ON "suggestion" USING btree ("organisation_id","product_id","situation");