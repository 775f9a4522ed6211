import { z } from "zod";
import { planCells } from "../../domain/cell/cell.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product, ProductVersion } from "../../domain/product/product.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import { AppError } from "../errors.ts";

export const $cells = z.array(z.string().min(1).max(200)).min(1).max(50);
type Asked = {
  readonly cells?: readonly string[] | undefined;
  readonly since?: number | undefined;
};

/**
 * The places that a run is asked to look into again, in the order of the plan; null where it is asked
 * for no place. Refuses those that rules do not plan for this version of the description.
 */
export function toCells(
  product: Product,
  version: ProductVersion,
  vocabulary: Vocabulary,
  { cells, since }: Asked,
): string[] | null {
  if (cells === undefined) return null;
  if (since !== undefined) {
    throw new AppError(
      "invalid-input",
      "Expected either “since” or “cells”: a run looks at what has changed, or again into some places.",
    );
  }
  const profile = readKeptProfile(product.name, version.description, vocabulary);
  const planned = planCells(profile).map(({ key }) => key);
  const unknown = cells.find((key) => !planned.includes(key));
  if (unknown === undefined) return planned.filter((key) => cells.includes(key));
  throw new AppError(
    "invalid-input",
    `Expected keys of places to look into for version ${version.number} of ${product.name}, such as ${planned[0] ?? "none"}; found “${unknown}”.`,
  );
}

/** Whether a run that was begun looks where a request asks, in whatever order and however often. */
export const sameCells = (
  begun: readonly string[] | null,
  asked: readonly string[] | undefined,
): boolean =>
  begun === null || asked === undefined
    ? begun === null && asked === undefined
    : new Set(begun).symmetricDifference(new Set(asked)).size === 0;
