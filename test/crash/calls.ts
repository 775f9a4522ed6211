import type { Call } from "../../src/app/use-cases.ts";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { makeDescription } from "../support/make-description.ts";
import type { Intent, Reply } from "./messages.ts";

/** One text for all products: the name is not part of what a run makes of it. */
const description = makeDescription();

/** Sends one call under its key: the only place that knows the inputs and answers of the verbs. */
export async function send(call: Call, intent: Intent): Promise<Reply> {
  const options = { idempotencyKey: intent.key };
  switch (intent.verb) {
    case "product.add": {
      const { name } = intent;
      const product = await call("product.add", { name, text: description }, options);
      // Decided is whatever a run queues: none asks for the own view first, and each is in the reply.
      const sample = { idempotencyKey: `${intent.key}-sample` };
      await call("view.sample", { product: product.id, every: 0 }, sample);
      return toReply(product.id, product);
    }
    case "run.identify": {
      const { product, sendTo } = intent;
      const result = await call("run.identify", { product, sendTo }, options);
      return toReply(
        result.run.id,
        result,
        result.candidates.map(({ id, hash }) => ({ id, hash })),
      );
    }
    case "queue.accept": {
      const { suggestion, seen } = intent;
      const hazard = await call("queue.accept", { suggestion, seen, causes: [1] }, options);
      return toReply(hazard.id, hazard);
    }
    case "queue.reject": {
      const { suggestion, seen } = intent;
      const input = { suggestion, seen, reason: "too-vague" };
      const decision = await call("queue.reject", input, options);
      return toReply(decision.id, decision);
    }
    case "hazard.score": {
      const shown = await call("hazard.show", { hazard: intent.hazard });
      const seen = shown.hazard.hash;
      const input = { hazard: intent.hazard, seen, severity: "minor", likelihood: "low" };
      const hazard = await call("hazard.score", input, options);
      return toReply(hazard.id, hazard);
    }
  }
}

/** Decisions and scores belong to a person. */
export const namePerson = (call: Call): Promise<unknown> =>
  call("account.set", { name: "Asha Kinloch", role: "cso", body: "GMC", number: "7654321" });

const toReply = (made: string, answer: unknown, queued: Reply["queued"] = []): Reply => ({
  made,
  queued,
  digest: sha256(JSON.stringify(answer)),
});
