import type { Gone, Losing, LostCause } from "./depends.ts";

const ownerWords = {
  maker: "the maker",
  deployer: "the deployer",
  "third-party": "third-party suppliers",
} as const;

/** What is thought away, to stand after “if”: `every design control of the maker with the words “x” went`. */
export function sayGone({ on, owner, type, count }: Gone): string {
  const which = [
    ...(count === "existing" ? ["confirmed"] : []),
    ...(type === undefined ? [] : [type.replaceAll("-", " ")]),
  ].join(" ");
  const of = owner === undefined ? "" : ` of ${ownerWords[owner]}`;
  const words = on === undefined ? "" : ` with the words “${on}”`;
  return `every ${which}${which === "" ? "" : " "}control${of}${words} went`;
}

const numbers = (one: string, list: readonly number[]): string =>
  list.length === 1
    ? `${one} ${String(list[0])}`
    : `${one}s ${list.slice(0, -1).join(", ")} and ${String(list.at(-1))}`;

/** `cause 2 would lose control 3, its only one`. */
function sayCause({ number, controls }: LostCause): string {
  const only = controls.length === 1 ? "its only one" : "all that it has";
  return `cause ${number} would lose ${numbers("control", controls)}, ${only}`;
}
const sayTrained = ({ number, controls }: LostCause): string =>
  `cause ${number} would lose ${numbers("control", controls)}, and have training alone`;

/** What a hazard would lose, a line a cause, in order of the causes' numbers. */
export const sayLosing = ({ bare, trained }: Pick<Losing, "bare" | "trained">) =>
  [
    ...bare.map((cause) => ({ cause, said: sayCause(cause) })),
    ...trained.map((cause) => ({ cause, said: sayTrained(cause) })),
  ].sort((a, b) => a.cause.number - b.cause.number);
