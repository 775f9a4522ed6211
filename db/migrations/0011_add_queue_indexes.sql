DROP INDEX "suggestion_product_state_idx";--> statement-breakpoint
CREATE INDEX "suggestion_product_newest_idx" ON "suggestion" USING btree ("organisation_id","product_id","state","created_at" DESC NULLS LAST,"rank","number");--> statement-breakpoint
CREATE INDEX "suggestion_product_lens_idx" ON "suggestion" USING btree ("organisation_id","product_id","state","lens","rank","number");--> statement-breakpoint
CREATE INDEX "suggestion_state_idx" ON "suggestion" USING btree ("organisation_id","state","rank","product_id","number");--> statement-breakpoint
CREATE INDEX "suggestion_newest_idx" ON "suggestion" USING btree ("organisation_id","state","created_at" DESC NULLS LAST,"product_id","rank","number");--> statement-breakpoint
CREATE INDEX "suggestion_lens_idx" ON "suggestion" USING btree ("organisation_id","state","lens","rank","product_id","number");--> statement-breakpoint
CREATE INDEX "suggestion_product_state_idx" ON "suggestion" USING btree ("organisation_id","product_id","state","rank","number");