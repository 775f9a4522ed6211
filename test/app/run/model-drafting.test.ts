import { expect, test } from "vitest";
import { createModelDrafting } from "../../../src/app/run/model/drafting.ts";
import { planCells } from "../../../src/domain/cell/cell.ts";
import type { DraftInput } from "../../../src/domain/draft/offline.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { description, makeChecked, profile } from "../../domain/model-draft/make-context.ts";

test("however many prior hazards rules draft, a model that says nothing leaves them all", async () => {
  const drafts = Array.from({ length: 23 }, (_, i) => ({
    ...makeChecked({ title: `Situation ${i}` }, `entry-${i}`),
    relevance: { fit: 1 + i, near: 0, general: false, aspects: [] },
  }));
  const asked: string[] = [];
  const drafting = createModelDrafting({
    ask(question, $answer) {
      asked.push(question.key);
      // An answer that holds no draft is one: nothing stands in for it.
      const said = $answer.safeParse({ candidates: [] });
      return Promise.resolve(
        said.success
          ? { ok: true, value: said.data }
          : { ok: false, problem: "It reworded nothing." },
      );
    },
    model: "silent",
    contextTokens: 64_000,
    vocabulary: await loadVocabulary(),
    byRules: () => Promise.resolve(drafts),
    stays: () => Promise.resolve(new Set<string>()),
    progress: () => undefined,
  });
  const input: DraftInput = {
    description,
    profile,
    cells: planCells(profile),
    hits: [],
    near: [],
    entries: new Map(),
    bounds: { related: 0.4, close: 0.6 },
    labels: new Map(),
    speaksOf: () => new Set(),
  };
  const made = await drafting.draft(input, { name: "Larder", description });
  expect(asked.length).toBeGreaterThan(3);
  expect(new Set(made.map(({ origin }) => origin.entry))).toEqual(
    new Set(drafts.map(({ origin }) => origin.entry)),
  );
});
