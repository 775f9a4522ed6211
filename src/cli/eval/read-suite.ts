import { basename, join, resolve } from "node:path";
import { AppError } from "../../app/errors.ts";
import { $GoldFile, type GoldFile } from "../../domain/evaluation/case.ts";
import type { CliDeps } from "../deps.ts";
import { parseFile } from "./parse-file.ts";

type Files = CliDeps["files"];
export type SuiteCase = GoldFile & { readonly name: string; readonly text: string };
export type Suite = { readonly name: string; readonly cases: readonly SuiteCase[] };

/** Reads a folder of case folders, each with `product.md` and `gold.json`; `filter` is part of a case's name. */
export async function readSuite(
  files: Files,
  folder: string,
  filter: string | undefined,
): Promise<Suite> {
  const names = await files.listFolders(folder);
  const wanted = names.filter((name) => filter === undefined || name.includes(filter));
  if (wanted.length === 0) {
    throw new AppError(
      "not-found",
      names.length === 0
        ? `Expected case folders with product.md and gold.json in ${folder}; found none.`
        : `No case of ${folder} has “${filter ?? ""}” in its name; there are ${names.join(", ")}.`,
    );
  }
  const cases = await Promise.all(wanted.map((name) => readCase(files, folder, name)));
  return { name: basename(resolve(folder)), cases };
}

async function readCase(files: Files, folder: string, name: string): Promise<SuiteCase> {
  const golds = parseFile(
    $GoldFile,
    join(folder, name, "gold.json"),
    await files.readText(join(folder, name, "gold.json")),
    "known hazards (hazards: id, hazard, causes)",
  );
  return { ...golds, name, text: await files.readText(join(folder, name, "product.md")) };
}
