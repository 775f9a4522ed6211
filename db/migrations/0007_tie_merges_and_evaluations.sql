-- A merge names what it merged into as it stood; merges of before keep the hash that their events tell of, and
-- so have none here.
ALTER TABLE "decision" ADD COLUMN "into_seen" text;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_into_seen_fk" FOREIGN KEY ("organisation_id","into_id","into_seen") REFERENCES "public"."suggestion"("organisation_id","id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_into_seen_check" CHECK ("decision"."into_seen" is null or "decision"."into_id" is not null);--> statement-breakpoint

-- An evaluation cites a score of its own hazard and stage.
ALTER TABLE "risk_score" ADD CONSTRAINT "risk_score_evaluated_key" UNIQUE("organisation_id","id","hazard_id","stage");--> statement-breakpoint
ALTER TABLE "risk_evaluation" DROP CONSTRAINT "risk_evaluation_score_fk";--> statement-breakpoint
ALTER TABLE "risk_evaluation" ADD CONSTRAINT "risk_evaluation_score_fk" FOREIGN KEY ("organisation_id","score_id","hazard_id","stage") REFERENCES "public"."risk_score"("organisation_id","id","hazard_id","stage") ON DELETE no action ON UPDATE no action;
