import type { ListedSchemes } from "../../../app/scheme/list.ts";
import type { KeptScheme } from "../../../app/records.ts";
import { sayPerson } from "../account.ts";
import { createFields, type TextField } from "../field.ts";
import type { Problem } from "../frame.ts";
import { presentMatrix, type MatrixPicture } from "../hazard/matrix.ts";
import type { Typed } from "../typed.ts";
import { sayTime } from "../words.ts";

export type SchemeItem = {
  readonly title: string;
  /** Where it came from. */
  readonly says: string;
  readonly hash: string;
  readonly picture: MatrixPicture;
};
export type SchemesPage = {
  /** The newest version of each. */
  readonly schemes: readonly SchemeItem[];
  readonly older: readonly SchemeItem[];
  /** Null where the reader may not add one. */
  readonly form: { readonly text: TextField; readonly key: string } | null;
  /** A scheme as it is written. */
  readonly example: string;
};

export const titleOfScheme = ({ name, scheme }: KeptScheme): string => `${scheme.name} (${name})`;

export const presentScheme = (kept: KeptScheme): SchemeItem => ({
  title: titleOfScheme(kept),
  says:
    kept.by === null || kept.at === null
      ? "It comes with hazid: an example, and not required by DCB0129."
      : `Added by ${sayPerson(kept.by)}, ${sayTime(kept.at)}.`,
  hash: kept.hash,
  picture: presentMatrix(kept.scheme),
});

export function presentSchemes(
  { schemes }: ListedSchemes,
  {
    mayAdd,
    key,
    typed,
    problems,
    example,
  }: {
    readonly mayAdd: boolean;
    readonly key: string;
    readonly typed: Typed;
    readonly problems: readonly Problem[];
    readonly example: string;
  },
): SchemesPage {
  const isNewest = ({ scheme }: KeptScheme): boolean =>
    !schemes.some(
      (other) => other.scheme.id === scheme.id && other.scheme.version > scheme.version,
    );
  return {
    schemes: schemes.filter(isNewest).map(presentScheme),
    older: schemes.filter((kept) => !isNewest(kept)).map(presentScheme),
    form: mayAdd
      ? { text: createFields(typed, problems).text("scheme", "Risk scheme"), key }
      : null,
    example,
  };
}
