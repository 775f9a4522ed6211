import { z } from "zod";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product } from "../../domain/product/product.ts";
import { appendAnswers } from "../../domain/profile/answers.ts";
import type { Question } from "../../domain/profile/profile.ts";
import { answerLabels } from "../../domain/profile/questions.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { write } from "../use-case.ts";
import { requireDescription } from "./add.ts";
import { findLooked } from "./looked.ts";
import { keepVersion } from "./version.ts";

const $input = z.strictObject({
  product: z.string(),
  answers: z
    .array(
      z.strictObject({
        /** Id of an open question. */
        question: z.string().min(1).max(60),
        text: z.string().trim().min(1).max(600),
      }),
    )
    .min(1)
    .max(12),
});

export type AnsweredProduct = Product & {
  readonly version: number;
  /** Number of the version to which the answers were added. */
  readonly since: number;
  /** Number of the newest version that runs looked at as a whole: what changed since then is to be looked at. */
  readonly looked: number | null;
  /** Questions that are still open. */
  readonly questions: readonly Question[];
};

/** A question may close while it is answered: by a correction, or by somebody else's answer. */
function requireOpen(asked: readonly string[], open: readonly Question[]): void {
  const ids = open.map(({ id }) => id);
  const said =
    ids.length === 0
      ? "The description leaves no question open."
      : `Open questions: ${ids.join(", ")}.`;
  asked.forEach((id, i) => {
    if (!ids.includes(id) && answerLabels.has(id)) {
      throw new AppError(
        "conflict",
        `The question “${id}” is not open any more: the description says it now. ${said}`,
      );
    }
    if (!ids.includes(id)) {
      throw new AppError("invalid-input", `The question “${id}” is not open here. ${said}`);
    }
    if (asked.indexOf(id) < i) {
      throw new AppError(
        "invalid-input",
        `The question “${id}” is answered twice: answer it once.`,
      );
    }
  });
}

/** Adds a version of the description that holds the maker's answers to open questions. */
export const createAnswerQuestions = (vocabulary: Vocabulary) =>
  write({
    summary: "Answering questions about a product",
    right: "prepare",
    $input,
    async run(scope, input): Promise<AnsweredProduct> {
      const { tx } = scope;
      const { answers } = input;
      requireNoPatientData(
        "an answer",
        Object.fromEntries(answers.map((a) => [a.question, a.text])),
      );
      const product = await requireProduct(tx, input.product);
      // One description at a time: two at once would take one version number twice.
      await tx.audit.lockHead();
      const latest = await requireLatestVersion(tx, product);
      const read = (text: string) => readKeptProfile(product.name, text, vocabulary);
      const asked = answers.map(({ question }) => question);
      requireOpen(asked, read(latest.description).questions);
      const description = appendAnswers(latest.description, answers);
      requireDescription(description);
      const number = latest.number + 1;
      await keepVersion(
        scope,
        product,
        { number, description },
        { action: "product.answer", questions: asked },
      );
      const { questions } = read(description);
      const looked = await findLooked(tx, product.id);
      return { ...product, version: number, since: latest.number, looked, questions };
    },
  });
