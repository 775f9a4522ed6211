import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleNhsNumber } from "../support/make-description.ts";
import { shownHazard } from "../support/hazards.ts";
import { exportBook, fillIn, type Filled } from "../support/returned.ts";
import { writtenHazard } from "../support/writes.ts";
import { cso, openSite, readExample, tickedIn, type Answer, type Site } from "./site.ts";

let site: Site;
const product = "marlnote";
const path = "/products/marlnote/workbooks";
const name: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Hazard Name" },
  text: "Lost <i>letter</i>",
};
const harm: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Hazard Description" },
  text: "The letter is gone.",
};
const severity: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Initial Severity" },
  text: "Minor",
};
const cause: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Possible Causes" },
  text: "C+ The badge is shared.",
};
const newHazard: Filled = {
  ...{ sheet: "Hazard log", row: "", header: "Hazard Description" },
  text: "A note is lost.",
};

const send = async (filled: readonly Filled[], fileName = "filled-in.xlsx"): Promise<Answer> => {
  const bytes = await fillIn(await exportBook(site, product), filled);
  return site.post(path, {
    file: new File([Buffer.from(bytes)], fileName),
    key: crypto.randomUUID(),
  });
};
/** What a form of this page sends when nothing is ticked: its hidden fields. */
const formOf = ({ html }: Answer, group: string): Record<string, string> => {
  const form = [...html.matchAll(/<form[^>]*>.*?<\/form>/gsu)]
    .map(([found]) => found)
    .find((found) => found.includes(`name="group" value="${group}"`));
  if (form === undefined) throw new Error(`Expected a form of ${group}.`);
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)];
  return Object.fromEntries(fields.map(([, field = "", value = ""]) => [field, value]));
};
const decide = (page: Answer, at: string, group: string, more: Record<string, string | string[]>) =>
  site.post(at, { ...formOf(page, group), ...more });
const hazard = async (ref: string) =>
  (await site.call("hazard.show", { hazard: ref, product })).hazard;

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("account.set", cso);
  await site.call("hazard.add", { product, content: writtenHazard });
});
afterAll(() => site.close());

test("the page is reached from the export, and says that none came back", async () => {
  expect((await site.get("/products/marlnote/log/export")).html).toContain(`href="${path}"`);
  const page = await site.get(path);
  expect(page.text).toContain("None came back yet.");
  expect(page.html).toContain('enctype="multipart/form-data"');
});

test("no file, and a file that is none of ours, are said at the field", async () => {
  const none = await site.post(path, { key: "k" });
  expect([none.status, none.html.includes('href="#file"')]).toEqual([400, true]);
  expect(none.text).toContain("Choose the workbook that came back");
  const other = await site.post(path, { file: new File(["no workbook"], "x.xlsx"), key: "k2" });
  expect(other.status).toBe(400);
  expect(other.text).toContain("cannot be read");
  expect((await site.call("workbook.list", { product })).workbooks).toEqual([]);
});

test("a workbook is taken back once, and shown with nothing ticked", async () => {
  const before = await hazard("H-1");
  const sent = await send([name, harm, severity, cause, newHazard], "<b>filled</b>.xlsx");
  expect(sent).toMatchObject({ status: 303, location: `${path}/1?notice=back` });
  const page = await site.get(sent.location);
  expect(page.text).toContain("The workbook is taken back. The log is as it was");
  expect(page.html).toContain("&lt;b&gt;filled&lt;/b&gt;.xlsx");
  expect(page.html).not.toContain("<i>letter");
  expect(page.text).toContain("As returned Lost <i>letter</i>".replaceAll(/\s+/gu, ""));
  expect(tickedIn(page)).toEqual([]);
  expect(page.html).not.toMatch(/<input[^>]*name="given-[^>]*\bchecked/u);
  expect(await hazard("H-1")).toEqual(before);
  expect((await site.get(path)).text).toContain("5 proposals open, 0 taken, 0 left");
});
