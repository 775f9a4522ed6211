import { InvalidArgumentError } from "commander";
import type { Document } from "yaml";
import type { z } from "zod";
import { AppError } from "../app/errors.ts";
import { causeKinds, controlOwners, controlTypes } from "../domain/bank/entry.ts";
import type { $Edits } from "../domain/hazard/edits.ts";
import type { CliDeps } from "./deps.ts";

/** `--flag A --flag B` → [A, B]. */
export const collect =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[] = []): T[] => [...before, parse(text)];

const word = <W extends string>(words: readonly W[], what: string, found: string): W => {
  const known = words.find((one) => one === found.trim().toLowerCase());
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`Expected a ${what} of ${words.join(", ")}; found “${found}”.`);
};

/** `human: Nobody reads it.` */
export function parseCause(text: string) {
  const [, kind, said] = /^\s*([a-z]+)\s*:\s*(.+)$/isu.exec(text) ?? [];
  if (kind === undefined || said === undefined) {
    throw new InvalidArgumentError(`Expected KIND: TEXT; KIND is ${causeKinds.join(", ")}.`);
  }
  return { kind: word(causeKinds, "kind", kind), text: said };
}

/** `design, maker, 1 2: Ask before sending.` */
export function parseControl(text: string) {
  const [, head = "", said] = /^([^:]+):\s*(.+)$/su.exec(text) ?? [];
  const [type, owner, ...causes] = head.split(/[\s,]+/u).filter((part) => part !== "");
  const numbers = causes.every((cause) => /^[1-9][0-9]{0,3}$/u.test(cause));
  if (said === undefined || type === undefined || owner === undefined || !numbers) {
    throw new InvalidArgumentError(
      `Expected TYPE, OWNER, CAUSES: TEXT such as “design, maker, 1: Ask before sending.”; TYPE is ${controlTypes.join(", ")}; OWNER is ${controlOwners.join(", ")}.`,
    );
  }
  return {
    type: word(controlTypes, "type", type),
    owner: word(controlOwners, "owner", owner),
    actsOn: causes.map(Number),
    text: said,
  };
}

export type Setting = {
  readonly of: "causes" | "controls" | null;
  readonly number: number;
  readonly field: string;
  readonly value: string;
};

const fields = ["name", "hazard", "effect", "harm", "exposed", "condition", "place"];
const ofCause = ["text", "kind"];
const ofControl = ["text", "type", "owner", "works-if", "causes", "implemented", "works"];
const namesInEdits: Readonly<Record<string, string>> = { "works-if": "worksIf", causes: "actsOn" };
/** That it is implemented, and that it works (DCB0129 6.3). */
const ofEvidence = ["implemented", "works"];

/** `harm=The patient bleeds.`, `cause.2=…`, `control.1.owner=deployer`. */
export function parseSetting(text: string): Setting {
  const at = text.indexOf("=");
  const key = text.slice(0, Math.max(at, 0)).trim().toLowerCase();
  const value = text.slice(at + 1).trim();
  if (at > 0 && fields.includes(key)) return { of: null, number: 0, field: key, value };
  const [, item, number, field = "text"] =
    /^(cause|control)[ .]?([1-9][0-9]{0,3})(?:[ .]([a-z-]+))?$/u.exec(key) ?? [];
  if (item !== undefined && (item === "cause" ? ofCause : ofControl).includes(field)) {
    return {
      of: item === "cause" ? "causes" : "controls",
      number: Number(number),
      field: namesInEdits[field] ?? field,
      value,
    };
  }
  throw new InvalidArgumentError(
    `Expected FIELD=VALUE; FIELD is ${fields.join(", ")}, cause.1, cause.1.kind, control.1, or control.1.type, .owner, .works-if, .causes, .implemented or .works.`,
  );
}

/** `1,3` as numbers; what is none is refused with the rest of the edit. */
const toNumbers = (value: string): number[] => value.split(/[\s,]+/u).map(Number);

/** `--set` in the form that edits have. */
function toEdits(settings: readonly Setting[]) {
  const items = (of: Setting["of"]) => {
    const found = settings.filter((setting) => setting.of === of);
    return [...new Set(found.map(({ number }) => number))].map((number) => {
      const ofThis = found.filter((one) => one.number === number);
      const pairs = (evidence: boolean) =>
        Object.fromEntries(
          ofThis
            .filter(({ field }) => ofEvidence.includes(field) === evidence)
            .map(({ field, value }) => [field, field === "actsOn" ? toNumbers(value) : value]),
        );
      const evidence = pairs(true);
      const about = Object.keys(evidence).length === 0 ? {} : { evidence };
      return { number, ...pairs(false), ...about };
    });
  };
  const words = settings.filter(({ of }) => of === null);
  return {
    ...Object.fromEntries(words.map(({ field, value }) => [field, value])),
    causes: items("causes"),
    controls: items("controls"),
  };
}

/** `causes.1.kind` → `causes 2 kind`: people count from 1. */
const sayPath = (path: readonly PropertyKey[]): string =>
  path.map((key) => (typeof key === "number" ? key + 1 : String(key))).join(" ");

/** What flags say, when it holds; else a refusal that names the field. */
export function requireValid<S extends z.ZodType>(
  $schema: S,
  value: unknown,
  where: string,
): z.output<S> {
  const parsed = $schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${sayPath(path)}: ${message}`);
  throw new AppError("invalid-input", `${where} does not hold: ${issues.join("; ")}.`);
}

/** The parser looks at an alias of nothing only when the values are asked for. */
function valuesOf(document: Document, refuse: (problems: readonly string[]) => never): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return refuse([error.message]);
    throw error;
  }
}

/** A YAML or JSON file of this shape; refused with line and field of what does not hold. */
export async function readShaped<S extends z.ZodType>(
  deps: CliDeps,
  file: string,
  $schema: S,
): Promise<z.output<S>> {
  const text = await deps.files.readText(file);
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (problems: readonly string[]): never => {
    throw new AppError("invalid-input", `${file} does not hold:\n${problems.join("\n")}`);
  };
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [what = "not YAML"] = broken.message.split("\n");
    return refuse([`line ${lineAt(broken.pos[0])}: ${what}`]);
  }
  const parsed = $schema.safeParse(valuesOf(document, refuse));
  if (parsed.success) return parsed.data;
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (typeof node === "object" && node !== null && "range" in node) {
        return Array.isArray(node.range) ? lineAt(Number(node.range[0])) : 1;
      }
    }
    return 1;
  };
  return refuse(
    parsed.error.issues.map(
      ({ path, message }) => `line ${lineOf(path)}, ${sayPath(path) || "the file"}: ${message}`,
    ),
  );
}

/** What `--set` and a file say together, `--set` over the file; undefined when neither is given. */
export async function editsFrom<S extends typeof $Edits>(
  deps: CliDeps,
  $schema: S,
  settings: readonly Setting[] | undefined,
  file: string | undefined,
): Promise<z.output<S> | undefined> {
  if (settings === undefined && file === undefined) return undefined;
  const read = file === undefined ? undefined : await readShaped(deps, file, $schema);
  const { causes, controls, ...words } = toEdits(settings ?? []);
  type Numbered = { readonly number: number };
  const over = (old: readonly Numbered[], set: readonly Numbered[]) => [
    ...old.filter((item) => !set.some(({ number }) => number === item.number)),
    ...set.map((item) => ({ ...old.find(({ number }) => number === item.number), ...item })),
  ];
  return requireValid(
    $schema,
    {
      ...read,
      ...words,
      causes: over(read?.causes ?? [], causes),
      controls: over(read?.controls ?? [], controls),
    },
    "--set",
  );
}
