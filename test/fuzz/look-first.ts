import { z } from "zod";
import type { Operation, ServedDocument } from "./document.ts";
import type { Json } from "./from-schema.ts";

const port = 4270;
export const host = `127.0.0.1:${port}`;

export type App = { request(input: Request): Response | Promise<Response> };

/** A request about to be sent, for what a client looks at before it sends it. */
export type Look = {
  readonly app: App;
  readonly document: ServedDocument;
  readonly operation: Operation;
  /** Filled in and encoded. */
  readonly path: string;
  readonly query: string;
  readonly body: Json | undefined;
  resolve(text: string): string;
};

/** Stands in a body for the hash of what its property says was seen: `seen`, `hazardSeen`. */
export const seenToken = (property: string): string => `{{seen by ${property}}}`;
export const saysSeen = (property: string): boolean => /(?:^s|S)een$/u.test(property);

export const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

/** What a client does before it decides: it GETs what it decides about, and keeps the entity tag. */
export async function tagOf(look: Look): Promise<string> {
  const shown = await show(look);
  return shown?.headers.get("etag") ?? tagOfNothing;
}

/**
 * What stands for each such token of a body, looked up as the document says that it is shown; undefined
 * where nothing was shown, which a client then leaves unsaid.
 */
export async function seenOf(look: Look): Promise<ReadonlyMap<string, string | undefined>> {
  const seen = new Map<string, string | undefined>();
  for (const [property, value] of Object.entries($object.safeParse(look.body).data ?? {})) {
    if (value !== seenToken(property)) continue;
    const noun = property.replace(/[sS]een$/u, "");
    seen.set(value, await (noun === "" ? seenBeside(look) : seenElsewhere(look, noun)));
  }
  return seen;
}

const $object = z.record(z.string(), z.unknown());

/** By the operation beside this one whose answer says `seen`, asked with what both are told. */
async function seenBeside({ app, document, operation, path, body, resolve }: Look) {
  const folder = operation.path.slice(0, operation.path.lastIndexOf("/"));
  const beside = document.operations.find(
    (other) =>
      other.method === "POST" &&
      other.path.slice(0, other.path.lastIndexOf("/")) === folder &&
      propertiesOf(document, other.responses["200"]?.content).includes("seen"),
  );
  if (beside === undefined) return undefined;
  const asked = propertiesOf(document, beside.requestBody?.content);
  const told = Object.entries($object.parse(body)).filter(([key]) => asked.includes(key));
  const response = await app.request(
    new Request(
      addressOf(path.slice(0, path.lastIndexOf("/")) + beside.path.slice(folder.length)),
      {
        method: "POST",
        headers: { host, "content-type": "application/json" },
        body: resolve(JSON.stringify(Object.fromEntries(told))),
      },
    ),
  );
  return textAt(await response.json(), "seen");
}

/** What is merged into may be a suggestion or a hazard. */
const eitherOf: Readonly<Record<string, readonly string[]>> = { into: ["suggestion", "hazard"] };

/** The hash of a thing that the body names, or else what is shown at this address: its entity tag. */
async function seenElsewhere(look: Look, noun: string): Promise<string | undefined> {
  const { app, document, body, resolve } = look;
  const shown: unknown = await (await show(look))?.json();
  const named = textAt(body, noun);
  const said = named === undefined ? textAt(shown, noun) : resolve(named);
  if (said === undefined) return undefined;
  // A short reference is one of the product that is shown.
  const product = textAt($object.safeParse(shown).data?.["product"], "id");
  const query = product === undefined ? look.query : `product=${encode(product)}`;
  for (const what of eitherOf[noun] ?? [noun]) {
    const at = document.operations.find(
      (other) => other.method === "GET" && other.path.endsWith(`/{${what}}`),
    );
    if (at === undefined) continue;
    const path = at.path.replace(`{${what}}`, encode(said));
    const response = await app.request(new Request(addressOf(path, query), { headers: { host } }));
    await response.body?.cancel();
    const tag = response.headers.get("etag")?.replaceAll('"', "");
    if (tag !== undefined) return tag;
  }
  return undefined;
}

/** The answer to the GET of what an operation is about. */
async function show({ app, document, operation, path, query }: Look) {
  const shown = document.shownBy(operation);
  if (shown === undefined) return undefined;
  const steps = path.split("/").slice(0, shown.path.split("/").length);
  return app.request(new Request(addressOf(steps.join("/"), query), { headers: { host } }));
}

function propertiesOf(
  document: ServedDocument,
  content: Operation["responses"][string]["content"] | undefined,
): readonly string[] {
  const schema = content?.["application/json"]?.schema;
  return schema === undefined ? [] : Object.keys(document.resolve(schema).properties ?? {});
}

const textAt = (value: unknown, key: string): string | undefined =>
  z.string().safeParse($object.safeParse(value).data?.[key]).data;

const addressOf = (path: string, query = ""): string =>
  `http://${host}${path}${query === "" ? "" : `?${query}`}`;

const tagOfNothing = `"${"0".repeat(64)}"`;
