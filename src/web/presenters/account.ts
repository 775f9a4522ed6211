import { roles, type Account, type Role } from "../../domain/actor/actor.ts";
import { problemAt, type Problem } from "./frame.ts";
import { roleWords } from "./words.ts";

export type AccountFields = {
  readonly name: string;
  readonly role: string;
  readonly body: string;
  readonly number: string;
};
export const emptyAccount: AccountFields = { name: "", role: "", body: "", number: "" };

export type AccountForm = {
  readonly fields: AccountFields;
  readonly roles: readonly { value: Role; label: string; may: string; checked: boolean }[];
  readonly nameProblem: string | null;
  readonly roleProblem: string | null;
  readonly bodyProblem: string | null;
};
export type AccountPage = {
  /** Whether the person came with a token, and so cannot be named here. */
  readonly signedIn: boolean;
  readonly current: string | null;
  readonly form: AccountForm;
  readonly returnTo: string;
  readonly key: string;
};

export const presentAccountForm = (
  fields: AccountFields,
  problems: readonly Problem[] = [],
): AccountForm => ({
  fields,
  roles: roles.map((value) => ({ value, ...roleWords[value], checked: value === fields.role })),
  nameProblem: problemAt(problems, "name"),
  roleProblem: problemAt(problems, "role"),
  bodyProblem: problemAt(problems, "body"),
});

/** What is missing before the person can be named, field by field. */
export function missingIn({ name, role, body, number }: AccountFields): Problem[] {
  const problems: Problem[] = [];
  if (name.trim().length < 2) problems.push({ field: "name", text: "Enter your name" });
  if (role === "") problems.push({ field: "role", text: "Choose your role" });
  const both = body.trim() !== "" && number.trim() !== "";
  const neither = body.trim() === "" && number.trim() === "";
  if (role === "cso" && !both) {
    problems.push({
      field: "body",
      text: "Enter the registration body and number: a Clinical Safety Officer is a registered clinician",
    });
  } else if (!both && !neither) {
    problems.push({ field: "body", text: "Enter both the registration body and the number" });
  }
  return problems;
}

/** `Dr Amara Okafor, Clinical Safety Officer (GMC 1234567)`. */
export function sayPerson({ name, role, body, number }: Omit<Account, "id">): string {
  const registration = body === null || number === null ? "" : ` (${body} ${number})`;
  return `${name}, ${roleWords[role].label}${registration}`;
}

/** A name with its role as the record keeps it, `Dr Okafor (cso)`, in words. */
export function sayBy(by: string): string {
  const [, name, role] = /^(.*) \(([a-z]+)\)$/su.exec(by) ?? [];
  const known = roles.find((one) => one === role);
  return name === undefined || known === undefined ? by : `${name}, ${roleWords[known].label}`;
}

export const fieldsOf = (person: Account | null): AccountFields =>
  person === null
    ? emptyAccount
    : {
        name: person.name,
        role: person.role,
        body: person.body ?? "",
        number: person.number ?? "",
      };
