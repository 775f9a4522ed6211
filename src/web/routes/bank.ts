import type { Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { bankAt } from "../presenters/addresses.ts";
import {
  presentBank,
  presentBankEntry,
  presentBankPlace,
  presentBankSearch,
} from "../presenters/bank.ts";
import { frame } from "../presenters/frame.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const crumbs = [{ text: "Bank", href: bankAt }];

/** A number as an address has it; anything else is no version, which none has. */
const toVersion = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : 999_999_999;

export function addBankRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get(bankAt, async (c) => {
    const text = (c.req.query("search") ?? "").trim();
    const capability = c.req.query("capability");
    if (text !== "") {
      const found = await call("bank.search", { text: text.slice(0, 2000), limit: 20 });
      const around = frame({ title: "Search of the bank", section: "bank", crumbs });
      return render(c, "bank-list", around, presentBankSearch(found, text));
    }
    const grid = await call("bank.grid", {});
    if (capability === undefined) {
      const around = frame({ title: "Bank of prior hazards", section: "bank", wide: true });
      return render(c, "bank", around, presentBank(grid, await call("bank.stats", {})));
    }
    const { entries } = await call("bank.list", {});
    const page = presentBankPlace(grid, entries, { capability, word: c.req.query("word") });
    if (page === null) throw new AppError("not-found", "The bank has no such place.");
    const around = frame({ title: page.heading, section: "bank", crumbs });
    return render(c, "bank-list", around, page);
  });

  app.get(`${bankAt}/:id`, async (c) => {
    const version = toVersion(c.req.query("version"));
    const shown = await call("bank.show", { id: c.req.param("id"), version });
    const around = frame({ title: shown.entry.name, section: "bank", crumbs });
    return render(c, "bank-entry", around, presentBankEntry(shown));
  });
}
