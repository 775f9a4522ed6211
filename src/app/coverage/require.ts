import { AppError } from "../errors.ts";
import type { Coverage, ShownPlace } from "./read.ts";

/** The planned place of this key. */
export function requirePlace({ places, version, product }: Coverage, key: string): ShownPlace {
  const place = places.find((one) => one.key === key);
  if (place !== undefined) return place;
  throw new AppError(
    "not-found",
    `There is no place “${key}” to look into for version ${version} of ${product.name}: showing the coverage names those there are, such as ${places[0]?.key ?? "none"}.`,
  );
}
