import { readFile, stat } from "node:fs/promises";
import { AppError } from "../../app/errors.ts";
import {
  decodeDescription,
  describeRefusal,
  maxDescriptionBytes,
  type DescriptionRefusal,
} from "../../domain/text/description.ts";

/** Reads a description from a file; throws a sentence when it cannot be one. */
export async function readDescriptionFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new AppError("not-found", `There is no file ${path}.`);
  if (!found.isFile()) {
    throw new AppError("invalid-input", `Expected a text file at ${path}; found something else.`);
  }
  const decoded: string | DescriptionRefusal =
    found.size > maxDescriptionBytes
      ? { kind: "too-large", bytes: found.size }
      : decodeDescription(await readFile(path));
  if (typeof decoded === "string") return decoded;
  throw new AppError("invalid-input", `${path}: ${describeRefusal(decoded)}`);
}
