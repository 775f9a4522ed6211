/** Options for `describe` or `test`: skips it where `missing` says what is missing, and keeps that for the report. */
type Requirement = {
  readonly skip: boolean;
  readonly meta: { readonly skipReason?: string };
};

export function requirement(missing: string | null): Requirement {
  return missing === null
    ? { skip: false, meta: {} }
    : { skip: true, meta: { skipReason: missing } };
}

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merging needs an interface
  interface TaskMeta {
    skipReason?: string;
  }
}
