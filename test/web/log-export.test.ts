import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLog } from "../support/books.ts";
import { writtenHazard } from "../support/writes.ts";
import { openSite, readExample, tickedIn, type Site } from "./site.ts";

let site: Site;
const path = "/products/marlnote/log/export";
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("account.set", { name: "Asha", role: "cso", body: "GMC", number: "7654321" });
  await site.call("hazard.add", { product: "marlnote", content: writtenHazard });
});
afterAll(() => site.close());

const press = async (file: string): Promise<Response> => {
  const body = new FormData();
  body.append("file", file);
  return site.app.request(path, { method: "POST", body });
};

describe("the page that exports the log", () => {
  test("is reached from the log, ticks nothing, and says what is left out", async () => {
    expect((await site.get("/products/marlnote/log")).html).toContain(`href="${path}"`);
    const page = await site.get(path);
    expect(tickedIn(page)).toEqual([]);
    expect(page.text).toContain("drafts that were rejected");
    const { events } = await site.call("audit.export", {});
    expect(events.filter(({ text }) => text.includes("log.export"))).toEqual([]);
  });

  test.each([
    ["workbook-hazards", "spreadsheetml.sheet", "xlsx"],
    ["workbook-causes", "spreadsheetml.sheet", "xlsx"],
    ["document", "wordprocessingml.document", "docx"],
    ["csv", "text/csv", "csv"],
    ["json", "application/json", "json"],
  ])("gives the file of the button that was pressed: %s", async (file, type, ending) => {
    const answer = await press(file);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain(type);
    expect(answer.headers.get("content-disposition")).toMatch(
      new RegExp(
        String.raw`^attachment; filename="marlnote-hazard-log-\d{4}-\d\d-\d\d\.${ending}"$`,
        "u",
      ),
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(200);
    if (ending !== "xlsx") return;
    const { manifest } = await readLog(bytes);
    expect([manifest.layout, manifest.hazards.map(({ ref }) => ref)]).toEqual([
      file === "workbook-causes" ? "causes" : "hazards",
      ["H-1"],
    ]);
  });

  test("refuses a button that it does not have", async () => {
    const answer = await press("exe");
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Press the button of the file that you want.");
  });
});
