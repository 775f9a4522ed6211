import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import nunjucks from "nunjucks";
import { frontendFolder, type Assets } from "../assets.ts";
import { toPageTitle, type Frame } from "../presenters/frame.ts";
import type { GoldPage } from "./present.ts";

type Views = {
  gold: GoldPage;
  done: { readonly judged: number };
  problem: { readonly heading: string; readonly sentence: string };
};
export type RenderJudging = <V extends keyof Views>(
  c: Context,
  view: V,
  frame: Frame,
  model: Views[V],
  status?: ContentfulStatusCode,
) => Promise<Response>;

/** The style sheet of these pages alone, at one address that no cache keeps. */
export const ownStyles = "/judge.css";
export const readOwnStyles = (): Promise<string> =>
  readFile(new URL("judge.css", import.meta.url), "utf8");

const viewFolder = fileURLToPath(new URL("views/", import.meta.url));
/** Behind the views of these pages: parts that all pages share. */
const sharedViewFolder = fileURLToPath(new URL("../views/", import.meta.url));

export function createRenderJudging(
  judge: string,
  loadAssets: () => Promise<Assets>,
): RenderJudging {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([viewFolder, sharedViewFolder, frontendFolder]),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  );
  return async function renderJudging(c, view, frame, model, status = 200) {
    const { address } = await loadAssets();
    const html = environment.render(`${view}.njk`, {
      model,
      judge,
      frame: {
        ...frame,
        pageTitle: toPageTitle(frame),
        errorList: frame.problems.map(({ field, text }) =>
          field === null ? { text } : { text, href: `#${field}` },
        ),
      },
      assets: {
        frontend: address("nhsuk-frontend.css"),
        shared: address("hazid.css"),
        icon: address("hazid.svg"),
        own: ownStyles,
      },
    });
    return c.html(html, status);
  };
}
