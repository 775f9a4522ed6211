import type { Context, Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, unlessBlank, type Form } from "../form.ts";
import {
  fieldsOf,
  missingIn,
  presentAccountForm,
  sayPerson,
  type AccountFields,
} from "../presenters/account.ts";
import { toReturn } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

export const readAccount = (form: Form): AccountFields => ({
  name: form.text("name"),
  role: form.text("role"),
  body: form.text("body"),
  number: form.text("number"),
});

/** Names the person and puts them on the page; returns what is still to mend. */
export async function namePerson(
  { call }: PageTools,
  c: Context<PageEnv>,
  fields: AccountFields,
  form: Form,
): Promise<Problem[]> {
  const missing = missingIn(fields);
  if (missing.length > 0) return missing;
  const { name, role, body, number } = fields;
  try {
    const person = await call(
      "account.set",
      { name, role, body: unlessBlank(body), number: unlessBlank(number) },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    c.set("person", person);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || !isForForm(error)) throw error;
    return [{ field: "name", text: presentRefusal(error).sentence }];
  }
}

export function addAccountRoutes(app: Hono<PageEnv>, tools: PageTools): void {
  const { render, newKey, cookie } = tools;
  const show = (
    c: Context<PageEnv>,
    fields: AccountFields,
    returnTo: string,
    problems: Problem[] = [],
  ) => {
    const person = c.get("person") ?? null;
    const model = {
      signedIn: cookie !== null,
      current: person === null ? null : sayPerson(person),
      form: presentAccountForm(fields, problems),
      returnTo,
      key: newKey(),
    };
    const around = frame({ title: "Who is deciding", section: "account", problems });
    return render(c, "account", around, model, problems.length === 0 ? 200 : 400);
  };

  app.get("/account", (c) =>
    show(c, fieldsOf(c.get("person") ?? null), toReturn(c.req.query("return") ?? "")),
  );

  app.post("/account", async (c) => {
    const form = await readForm(c);
    const fields = readAccount(form);
    const returnTo = toReturn(form.text("return"));
    const problems = await namePerson(tools, c, fields, form);
    return problems.length > 0 ? show(c, fields, returnTo, problems) : c.redirect(returnTo, 303);
  });
}
