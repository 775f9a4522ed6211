import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import type { Product } from "../../domain/product/product.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { numbersOf, readForm, shownTo, unlessBlank, type Form } from "../form.ts";
import { logAt, productAt, productsAt, workbookAt, workbooksAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { nothingTyped } from "../presenters/typed.ts";
import { presentWorkbooks } from "../presenters/workbook/list.ts";
import { givenName } from "../presenters/workbook/proposal.ts";
import { presentWorkbook, type Sent } from "../presenters/workbook/show.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const path = "/products/:slug/workbooks";
const onePath = `${path}/:number{[0-9]+}` as const;

const notices: Readonly<Record<string, string>> = {
  back: "The workbook is taken back. The log is as it was: decide about what it proposes.",
  known: "This very file was taken back before: nothing was recorded anew.",
  taken: "What you ticked is taken, and stands in the log under your name.",
  left: "What you ticked is left; the log is as it was.",
};
const noticeOf = (c: Context): string | null => notices[c.req.query("notice") ?? ""] ?? null;

const crumbsOf = ({ name, slug }: Product) => [
  { text: "Products", href: productsAt },
  { text: name, href: productAt(slug) },
  { text: "Hazard log", href: logAt(slug) },
];

function readNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw new AppError("not-found", "There is no workbook at this address: each has a number.");
}
const readPage = (text: string | undefined): number =>
  text !== undefined && /^[1-9]\d{0,3}$/u.test(text) ? Number(text) : 1;

export function addWorkbookRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  const showAll = async (
    c: Context<PageEnv, typeof path>,
    problems: readonly Problem[] = [],
    status: ContentfulStatusCode = 200,
  ) => {
    const listed = await call("workbook.list", { product: c.req.param("slug") });
    const person = c.get("person") ?? null;
    const around = frame({
      title: `Workbooks of ${listed.product.name} that came back`,
      section: "products",
      crumbs: crumbsOf(listed.product),
      problems,
    });
    const model = presentWorkbooks(listed, { person, key: newKey(), problems });
    return render(c, "workbooks", around, model, status);
  };

  app.get(path, (c) => showAll(c));

  app.post(path, async (c) => {
    const form = await readForm(c);
    const file = form.file("file");
    if (file === null) {
      return showAll(c, [{ field: "file", text: "Choose the workbook that came back" }], 400);
    }
    const slug = c.req.param("slug");
    try {
      const bytes = Buffer.from(await file.arrayBuffer());
      const { workbook, isNew } = await call(
        "workbook.take",
        {
          ...{ product: slug, fileName: file.name, base64: bytes.toString("base64") },
          as: shownTo(form),
        },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      const notice = isNew ? "back" : "known";
      return c.redirect(`${workbookAt(slug, workbook.number)}?notice=${notice}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      return showAll(c, [{ field: "file", text: sentence }], status);
    }
  });

  const show = async (
    c: Context<PageEnv, typeof onePath>,
    sent: Sent | null = null,
    problems: readonly Problem[] = [],
    status: ContentfulStatusCode = 200,
  ) => {
    const shown = await call("workbook.show", {
      product: c.req.param("slug"),
      number: readNumber(c.req.param("number")),
    });
    const { product, workbook } = shown;
    const around = frame({
      title: `Workbook ${workbook.number} of ${product.name}`,
      section: "products",
      crumbs: [
        ...crumbsOf(product),
        { text: "Workbooks that came back", href: workbooksAt(product.slug) },
      ],
      notice: problems.length > 0 ? null : noticeOf(c),
      problems,
    });
    const person = c.get("person") ?? null;
    const page = readPage(c.req.query("page"));
    const model = presentWorkbook(shown, { person, key: newKey(), page, sent, problems });
    return render(c, "workbook", around, model, status);
  };

  app.get(onePath, (c) => show(c));

  app.post(onePath, async (c) => {
    const form = await readForm(c);
    const group = form.text("group");
    const verb = form.text("decision");
    if (verb !== "take" && verb !== "leave") {
      throw new AppError("invalid-input", "Press the button of what you decide.");
    }
    const ticked = form.texts("tick");
    const sent = { group, typed: form };
    if (ticked.length === 0) {
      const text = `Tick what you ${verb}: nothing was decided`;
      return show(c, sent, [{ field: firstTick(form), text }], 400);
    }
    const slug = c.req.param("slug");
    const number = readNumber(c.req.param("number"));
    try {
      const idempotencyKey = unlessBlank(form.text("key"));
      const said = { product: slug, workbook: number, as: shownTo(form) };
      const reason = unlessBlank(form.text(`reason-${group}`));
      const proposals = numbersOf(ticked).map((one) => ({
        number: one,
        seen: unlessBlank(form.text(`seen-${one}`)),
      }));
      if (verb === "leave") {
        await call("proposal.leave", { ...said, proposals, reason }, { idempotencyKey });
      } else {
        const input = {
          ...said,
          proposals: proposals.map((one) => ({ ...one, given: givenIn(form, one.number) })),
          hazardSeen: unlessBlank(form.text("hazardSeen")),
          text: reason,
        };
        await call("proposal.take", input, { idempotencyKey });
      }
      const notice = verb === "take" ? "taken" : "left";
      const page = readPage(c.req.query("page"));
      const back = workbookAt(slug, number, page);
      return c.redirect(`${back}${page === 1 ? "?" : "&"}notice=${notice}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      // Who was shown something else ticks afresh, on what they read now.
      const isStale = error.code === "seen-stale" || error.code === "seen-required";
      const again = isStale ? { group, typed: nothingTyped } : sent;
      return show(c, again, [{ field: isStale ? null : firstTick(form), text: sentence }], status);
    }
  });
}

/** The box that a problem leads to: the first that was ticked, else the first of the form. */
function firstTick(form: Form): string | null {
  const number = form.texts("tick")[0] ?? form.texts("one")[0];
  return number !== undefined && /^\d{1,6}$/u.test(number) ? `tick-${number}` : null;
}

/** What was said of one proposal that its cells leave open, by field. */
function givenIn({ typed }: Form, number: number): Record<string, string> {
  const before = givenName(number, "");
  return Object.fromEntries(
    typed
      .filter(({ name, text }) => name.startsWith(before) && text.trim() !== "")
      .map(({ name, text }) => [name.slice(before.length), text]),
  );
}
