import type { Command } from "commander";
import type { ShownInsight } from "../app/insight/show.ts";
import { outcomes, type Tally } from "../domain/insight/insight.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { count, plain, table } from "./print/text.ts";

export function addInsightCommand(program: Command, deps: CliDeps): void {
  withJson(
    program
      .command("insight")
      .description("count what was decided about drafts, of a product or of all")
      .argument("[product]"),
  ).action(async (product: string | undefined, options: { json?: boolean }) => {
    const shown = await deps.withCalls("insight", (call) =>
      call("insight.show", product === undefined ? {} : { product }),
    );
    deps.out(options.json === true ? toJsonText(shown) : printInsight(shown));
  });
}

const headings = [...outcomes, "decisions", "waiting", "undone"];
const cells = ({ stands, decisions, waiting, undone }: Tally): string[] =>
  [...outcomes.map((outcome) => stands[outcome]), decisions, waiting, undone].map(String);

function printInsight({ product, insight }: ShownInsight): string {
  const { all, drafters, lenses, reasons, edits, ownViews } = insight;
  const whose = product === null ? "all products" : plain(product.name);
  if (drafters.length === 0) return `Nothing was suggested yet for ${whose}.`;
  const { agreement } = ownViews;
  const words =
    edits.words === null
      ? ""
      : `; words changed: ${edits.words.middle} in the middle one, ${edits.words.most} at most`;
  return [
    `Decisions that stand, of ${whose}. They are about drafts, not about people.`,
    table(
      ["drafted by", ...headings],
      [
        ...drafters.map(({ kind, model, ...tally }) => [plain(model ?? kind), ...cells(tally)]),
        ["all", ...cells(all)],
      ],
    ),
    table(
      ["lens", ...headings],
      lenses.map(({ lens, ...tally }) => [lens, ...cells(tally)]),
    ),
    ...(reasons.length === 0
      ? []
      : [
          table(
            ["rejected as", `of ${all.stands.reject}`],
            reasons.map(({ reason, rejections }) => [reason, String(rejections)]),
          ),
        ]),
    `Accepted in other words: ${edits.edited} of ${edits.accepted}${words}.`,
    `Own views written first: ${count(ownViews.written, "view")}, ${ownViews.compared} compared: ${agreement.same} the same, ${agreement.partly} partly, ${agreement.different} different.`,
  ].join("\n\n");
}
