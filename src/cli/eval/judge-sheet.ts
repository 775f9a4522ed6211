import type { Assessing } from "../../app/evaluation/assessing.ts";
import type { Judging } from "../../app/evaluation/judging.ts";
import { openByCase } from "../../app/evaluation/verdict-answers.ts";
import type { Judged } from "../../domain/evaluation/candidate.ts";
import type { GoldPairs } from "../../domain/evaluation/open-pairs.ts";
import { plain } from "../print/text.ts";

/** A text on one line, so that none of it can be taken for the sheet's own headings. */
const inLine = (text: string): string => plain(text).replaceAll(/\s+/gu, " ").trim();

const labelled = (label: string, text: string): string[] =>
  inLine(text) === "" ? [] : [`- ${label}: ${inLine(text)}`];

const aboutCandidate = ({ hazard, effect, harm, causes }: Judged): string[] => [
  `- Hazard: ${inLine(hazard)}`,
  ...labelled("Effect", effect),
  ...labelled("Harm", harm),
  ...causes.map((cause) => `- Cause: ${inLine(cause)}`),
];

const aboutGold = (judging: Judging, pairs: GoldPairs): string[] => {
  const { id, hazard, effect, harm, causes } = pairs.gold;
  const open = judging.open(pairs).map(({ number }) => number);
  return [
    `### Known hazard ${inLine(id)}`,
    "",
    `- Hazard: ${inLine(hazard)}`,
    ...labelled("Effect", effect),
    ...labelled("Harm", harm),
    ...causes.map((cause, i) => `- Cause ${i + 1}: ${inLine(cause)}`),
    `- Open: ${open.length === pairs.candidates.length ? "every candidate of the case" : open.join(", ")}`,
    "",
  ];
};

/** The pairs that are open, case by case: the known hazards, then the candidates once. */
export function toVerdictSheet(judging: Judging, answersFile: string): string {
  const cases = [...openByCase(judging)].map(([name, golds]) => {
    const open = new Set(golds.flatMap((pairs) => judging.open(pairs).map(({ key }) => key)));
    const candidates = (golds[0]?.candidates ?? []).filter(({ key }) => open.has(key));
    return [
      `## Case ${inLine(name)}`,
      "",
      ...golds.flatMap((pairs) => aboutGold(judging, pairs)),
      `### Candidates of case ${inLine(name)}`,
      "",
      ...candidates.flatMap((one) => [`**${one.number}**`, "", ...aboutCandidate(one), ""]),
    ].join("\n");
  });
  return `# Pairs to judge: ${judging.judge.judge}

Judge each known hazard against each of its open candidates, from the two texts alone, by
\`evals/RUBRIC.md\`. Write into \`${answersFile}\`, for each known hazard:

- under \`answers\`, such as \`{"candidates": [3], "verdict": "STRICT", "causes": [1, 2], "why": "…"}\`
  (STRICT, LENIENT or NO; causes are numbers of the known hazard's causes; a NO has none),
- under \`restIsNo\`, why all that are open and not named are NO; null where that is not so,
- under \`left\`, the numbers that are left for another time.

Every open pair must be answered or left. Nothing is taken as NO without being said.

${cases.join("\n")}`;
}

/** Lists under letters, with the description that each case's lists were drafted for where it is at hand. */
export function toAssessmentSheet(
  assessing: Assessing,
  answersFile: string,
  descriptions: ReadonlyMap<string, string>,
): string {
  const cases = assessing.open().map(({ case: name, lists }) => {
    const description = descriptions.get(name);
    return [
      `## Case ${inLine(name)}`,
      "",
      ...(description === undefined
        ? []
        : [
            "### Description",
            "",
            ...description.split("\n").map((line) => `> ${plain(line)}`),
            "",
          ]),
      ...lists.flatMap(({ letter, candidates }) => [
        `### List ${letter} of case ${inLine(name)}`,
        "",
        ...candidates.flatMap((one) => [
          `**${one.id}**${one.open ? "" : " (assessed already)"}`,
          "",
          ...aboutCandidate(one),
          "",
        ]),
      ]),
    ].join("\n");
  });
  return `# Candidates to assess: ${assessing.judge.judge}

For each candidate: would a Clinical Safety Officer take it into the hazard log of this product? Write
into \`${answersFile}\`, for each list, under \`answers\`, such as
\`{"candidate": "A3", "accept": "edit", "sameAs": "A1", "invented": ["…"], "why": "…"}\`:

- \`accept\`: \`accept\` as it stands, \`edit\` after an edit, or \`no\`,
- \`sameAs\`: an earlier candidate of the same list that it would be merged with; null where there is none,
- \`invented\`: facts about the product that the description does not hold, as the candidate says them,
- \`left\` (of the list): names of candidates that are left for another time.

Every candidate must be answered or left.

${cases.join("\n")}`;
}
