import type { Call } from "../app/use-cases.ts";
import type { Render } from "./render.ts";

/** What every route works with. */
export type PageTools = {
  /** The one door to all use cases. */
  readonly call: Call;
  readonly render: Render;
  /** A key that makes sending one form twice the same as sending it once. */
  readonly newKey: () => string;
};
