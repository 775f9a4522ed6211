import { z } from "zod";
import { schemeHash } from "../../domain/audit/record-hash.ts";
import { canonicalText, sha256 } from "../../domain/hash/canonical.ts";
import { schemeName } from "../../domain/risk/scheme.ts";
import { $WrittenScheme, toScheme } from "../../domain/risk/written-scheme.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { personOf } from "../person.ts";
import type { KeptScheme } from "../records.ts";
import { write } from "../use-case.ts";

/**
 * Keeps a risk scheme that a person wrote, with its own words and matrix: the first version of its id, or
 * the next one. No product goes by it before somebody declares it.
 */
export const addScheme = write({
  summary: "Adding a risk scheme",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({ scheme: $WrittenScheme, as: z.string().optional() }),
  async run(scope, input): Promise<KeptScheme> {
    const { tx, at, newId, audit } = scope;
    requireNoPatientData("the risk scheme", input.scheme);
    const by = personOf(scope, input.as);
    // Versions are counted: two people who add one at once take turns.
    await tx.audit.lockHead();
    const newest = await tx.schemes.find(input.scheme.id);
    const scheme = toScheme(input.scheme, (newest?.scheme.version ?? 0) + 1);
    const { version } = scheme;
    const name = schemeName(scheme);
    if (newest !== null && isSame(newest.scheme, { ...scheme, version: newest.scheme.version })) {
      throw new AppError(
        "conflict",
        `${newest.name} says exactly this already: nothing was added.`,
      );
    }
    const content = canonicalText(scheme);
    const added = { id: newId(), account: by.id, at };
    const hash = sha256(content);
    await tx.schemes.add({ ...added, scheme, hash });
    await audit({
      action: "scheme.add",
      subject: { kind: "scheme", id: added.id, ref: name },
      product: null,
      details: {
        scheme: added.id,
        record: schemeHash({ ...added, scheme: scheme.id, version, content, hash }),
        name,
        hash,
      },
    });
    return { name, scheme, hash, by, at };
  },
});

const isSame = (one: unknown, other: unknown): boolean =>
  canonicalText(one) === canonicalText(other);
