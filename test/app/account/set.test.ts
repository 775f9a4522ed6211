import { describe, expect, test } from "vitest";
import { namePerson } from "../../support/make-queue.ts";
import { refusalIn, useRecord } from "../../support/record.ts";

describe("account.set", () => {
  const record = useRecord({ engine: "PGlite" });

  test("names the person, who is then shown, and says so in the audit", async () => {
    const desk = await record().desk();
    expect(await desk.call("account.show", {})).toBeNull();

    const account = await desk.call("account.set", {
      name: " Asha Kinloch ",
      role: "Clinical Safety Officer",
      body: "GMC",
      number: "7654321",
    });

    expect(account).toEqual({
      id: account.id,
      name: "Asha Kinloch",
      role: "cso",
      body: "GMC",
      number: "7654321",
    });
    expect(await desk.call("account.show", {})).toEqual(account);
    expect(await desk.audit()).toEqual([
      {
        organisation: desk.organisation,
        sequence: 1,
        at: "2026-03-02T09:00:00.000Z",
        actor: { kind: "unnamed", account: null, name: null, role: null, registration: null },
        action: "account.set",
        subject: { kind: "account", id: account.id, ref: null },
        product: null,
        details: { name: "Asha Kinloch", role: "cso", body: "GMC", number: "7654321", new: true },
      },
    ]);
  });

  test("takes the account of the same details up again", async () => {
    const desk = await record().desk();
    const first = await namePerson(desk);
    await desk.call("account.set", { name: "Bram Oduya", role: "engineer" });

    expect(await namePerson(desk)).toEqual(first);

    expect(await desk.call("account.show", {})).toEqual(first);
    expect(await desk.count("account")).toBe(2);
    expect((await desk.audit()).map(({ details }) => details["new"])).toEqual([true, true, false]);
  });

  test("makes a new account of changed details and keeps the old one", async () => {
    const { sql } = record();
    const desk = await record().desk();
    const before = await namePerson(desk, "cso");
    const after = await namePerson(desk, "contributor");

    expect(after.id).not.toBe(before.id);
    const kept = await sql("select id, role from account where organisation_id = $1 order by id", [
      desk.organisation,
    ]);
    expect(kept).toEqual([
      { id: before.id, role: "cso" },
      { id: after.id, role: "contributor" },
    ]);
  });

  test.each([
    [
      "an unknown role",
      { name: "Asha Kinloch", role: "wizard" },
      /role of cso, contributor.*wizard/,
    ],
    ["a CSO without registration", { name: "Asha Kinloch", role: "cso" }, /DCB0129 2\.3/],
    [
      "a number without its body",
      { name: "Asha Kinloch", role: "viewer", number: "12345" },
      /both its body and its number/,
    ],
    [
      "a body without its number",
      { name: "Asha Kinloch", role: "cso", body: "GMC" },
      /both its body and its number/,
    ],
    ["no name", { name: "  ", role: "viewer" }, /name: expected the person's name/],
    ["a name of 121 letters", { name: "a".repeat(121), role: "viewer" }, /name/],
    ["a field that is not there", { name: "Asha", role: "viewer", admin: true }, /admin/],
  ])("refuses %s and keeps nothing", async (_what, input, sentence) => {
    const desk = await record().desk();
    await namePerson(desk);
    expect(await refusalIn(desk, () => desk.call("account.set", input))).toEqual({
      code: "invalid-input",
      message: expect.stringMatching(sentence) as string,
      changed: [],
    });
  });

  test("lets every role name the next person, so that nobody is locked out", async () => {
    const desk = await record().desk();
    await namePerson(desk, "viewer", "Vi Ward");
    await namePerson(desk, "cso");
    expect((await desk.audit()).at(-1)?.actor).toMatchObject({ name: "Vi Ward", role: "viewer" });
  });
});
