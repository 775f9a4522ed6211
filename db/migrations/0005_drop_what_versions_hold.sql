DROP TABLE "cause" CASCADE;--> statement-breakpoint
DROP TABLE "control" CASCADE;--> statement-breakpoint
DROP TABLE "control_cause" CASCADE;--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "decision_id";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "name";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "hazard";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "effect";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "harm";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "exposed";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "condition";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "status";--> statement-breakpoint
ALTER TABLE "hazard" DROP COLUMN "version";