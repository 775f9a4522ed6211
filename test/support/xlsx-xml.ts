import { strFromU8, unzipSync } from "fflate";

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

/** Text of XML as XML 1.0 §2.11 and §4.1 read it. */
const unescapeXml = (text: string): string =>
  text
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (_all, hex, decimal, name) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(String(hex), 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return entities[String(name)] ?? "?";
    });

/** ECMA-376-1, 22.4.2.4. */
const unescapeCell = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/gu, (_all, hex) =>
    String.fromCharCode(Number.parseInt(String(hex), 16)),
  );

const textIn = (xml: string): string =>
  [...xml.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/gu)]
    .map(([, text = ""]) => unescapeCell(unescapeXml(text)))
    .join("");

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(` ${name}="([^"]*)"`, "u").exec(tag)?.[1];

/** A reader of .xlsx of its own, for tests: what each cell says, by sheet and address. */
export function readXml(bytes: Uint8Array): Map<string, string> {
  const files = new Map(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [
      name.replace(/^\//u, ""),
      strFromU8(part),
    ]),
  );
  const file = (name: string): string => files.get(name) ?? "";
  const targets = new Map(
    [...file("xl/_rels/workbook.xml.rels").matchAll(/<Relationship [^>]*>/gu)].map(([tag]) => [
      attribute(tag, "Id"),
      attribute(tag, "Target"),
    ]),
  );
  const strings = [...file("xl/sharedStrings.xml").matchAll(/<si>([\s\S]*?)<\/si>/gu)].map(
    ([, xml = ""]) => textIn(xml.replaceAll(/<rPh[\s\S]*?<\/rPh>/gu, "")),
  );
  const cells = new Map<string, string>();
  for (const [tag] of file("xl/workbook.xml").matchAll(/<sheet [^>]*>/gu)) {
    const name = unescapeXml(attribute(tag, "name") ?? "");
    const target = (targets.get(attribute(tag, "r:id")) ?? "").replace(/^\/?xl\//u, "");
    for (const [, head = "", body = ""] of file(`xl/${target}`).matchAll(
      /<c ((?:[^/>]|\/(?!>))*)>([\s\S]*?)<\/c>/gu,
    )) {
      const type = attribute(` ${head}`, "t");
      const value = /<v(?: [^>]*)?>([^<]*)<\/v>/u.exec(body)?.[1] ?? "";
      const text =
        type === "s"
          ? (strings[Number(value)] ?? "")
          : type === "inlineStr"
            ? textIn(body)
            : unescapeCell(unescapeXml(value));
      if (text !== "") cells.set(`${name}!${attribute(` ${head}`, "r") ?? ""}`, text);
    }
  }
  return cells;
}
