import { fileURLToPath } from "node:url";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import nunjucks from "nunjucks";
import type { Account } from "../domain/actor/actor.ts";
import { frontendFolder, type Assets } from "./assets.ts";
import { sayPerson, type AccountPage } from "./presenters/account.ts";
import type { AuditPage } from "./presenters/audit.ts";
import type { BaselinesPage } from "./presenters/baseline/list.ts";
import type { PreparePage } from "./presenters/baseline/prepare.ts";
import type { BaselinePage, ComparePage } from "./presenters/baseline/show.ts";
import type { BankEntryPage, BankListPage, BankPage } from "./presenters/bank.ts";
import type { CoveragePage } from "./presenters/coverage/page.ts";
import type { PlacePage } from "./presenters/coverage/place.ts";
import { toPageTitle, type Frame } from "./presenters/frame.ts";
import type { HazardAddPage } from "./presenters/hazard/add.ts";
import type { HazardEditPage } from "./presenters/hazard/edit.ts";
import type { DependsPage } from "./presenters/depends.ts";
import type { DiagramPage } from "./presenters/hazard/diagram.ts";
import type { HazardPaper, LogPaper } from "./presenters/hazard/paper.ts";
import type { HazardPage } from "./presenters/hazard/page.ts";
import type { IdentifyPage } from "./presenters/identify.ts";
import type { HomePage } from "./presenters/home.ts";
import type { InsightPage } from "./presenters/insight/page.ts";
import type { LogPage } from "./presenters/log.ts";
import type { LogExportPage } from "./presenters/log-export.ts";
import type { NewProductPage } from "./presenters/new-product.ts";
import type { OwnViewPage } from "./presenters/own-view.ts";
import type { ProductPage } from "./presenters/product.ts";
import type { ProductsPage } from "./presenters/products.ts";
import type { ProvenancePage } from "./presenters/provenance.ts";
import type { RunPage } from "./presenters/run.ts";
import type { QueuePage } from "./presenters/queue.ts";
import type { SchemesPage } from "./presenters/scheme/list.ts";
import type { ProductSchemePage } from "./presenters/scheme/product.ts";
import type { SuggestionPage } from "./presenters/suggestion.ts";
import type { SecondLook, TimePage } from "./presenters/time.ts";
import type { TombstonePage } from "./presenters/tombstone.ts";
import type { ViewsPage } from "./presenters/views.ts";
import type { StartFromPage } from "./presenters/start-from.ts";
import type { WorkbooksPage } from "./presenters/workbook/list.ts";
import type { WorkbookPage } from "./presenters/workbook/show.ts";

export type ErrorView = {
  readonly heading: string;
  readonly sentence: string;
  /** The id by which a fault is found in the server's output. */
  readonly requestId: string | null;
  /** What a refused form had held, so that it can be copied. */
  readonly typed: readonly { readonly name: string; readonly text: string }[];
};

/** Each view with the model that it shows. */
export type Views = {
  home: HomePage;
  insight: InsightPage;
  products: ProductsPage;
  "product-new": NewProductPage;
  product: ProductPage;
  identify: IdentifyPage;
  run: RunPage;
  coverage: CoveragePage;
  place: PlacePage;
  queue: QueuePage;
  bank: BankPage;
  "bank-list": BankListPage;
  "bank-entry": BankEntryPage;
  suggestion: SuggestionPage;
  "own-view": OwnViewPage;
  views: ViewsPage;
  time: TimePage;
  provenance: ProvenancePage;
  log: LogPage;
  "log-print": LogPaper;
  "log-depends": DependsPage;
  "log-export": LogExportPage;
  hazard: HazardPage;
  "hazard-print": HazardPaper;
  "hazard-diagram": DiagramPage;
  "hazard-add": HazardAddPage;
  "hazard-edit": HazardEditPage;
  schemes: SchemesPage;
  "product-scheme": ProductSchemePage;
  baselines: BaselinesPage;
  "baseline-prepare": PreparePage;
  baseline: BaselinePage;
  "baseline-compare": ComparePage;
  "start-from": StartFromPage;
  workbooks: WorkbooksPage;
  workbook: WorkbookPage;
  account: AccountPage;
  audit: AuditPage;
  tombstone: TombstonePage;
  "sign-in": { readonly next: string; readonly problem: string | null };
  error: ErrorView;
};

export type PageEnv = {
  Variables: {
    /** Who is named; undefined where the record could not be asked. */
    person: Account | null | undefined;
    /** Set where a person comes back to after a batch. */
    secondLook?: SecondLook | null;
    /** Set by the server around the pages. */
    requestId?: string;
  };
};
export type Render = <V extends keyof Views>(
  c: Context<PageEnv>,
  view: V,
  frame: Frame,
  model: Views[V],
  status?: ContentfulStatusCode,
) => Promise<Response>;

const viewFolder = fileURLToPath(new URL("views/", import.meta.url));

export function createRender(loadAssets: () => Promise<Assets>): Render {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([viewFolder, frontendFolder]),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  );

  return async function render(c, view, frame, model, status = 200) {
    const { address } = await loadAssets();
    const person = c.get("person");
    const html = environment.render(`${view}.njk`, {
      model,
      frame: {
        ...frame,
        pageTitle: toPageTitle(frame),
        errorList: frame.problems.map(({ field, text }) =>
          field === null ? { text } : { text, href: `#${field}` },
        ),
      },
      assets: {
        frontend: address("nhsuk-frontend.css"),
        own: address("hazid.css"),
        icon: address("hazid.svg"),
        scripts: ["page", ...frame.scripts].map((name) => address(`browser/${name}.js`)),
      },
      person: person === null || person === undefined ? null : sayPerson(person),
      personId: person?.id ?? "",
      secondLook: c.get("secondLook") ?? null,
      personKnown: person !== undefined,
      here: c.req.method === "GET" ? c.req.path : "",
    });
    return c.html(html, status, { "cache-control": "no-store" });
  };
}
