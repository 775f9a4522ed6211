import type { Background } from "../app/run/background.ts";
import type { Call } from "../app/use-cases.ts";
import type { Render } from "./render.ts";

/** Told once of each fault, with the id that the person is given. */
export type OnFault = (error: unknown, requestId: string) => void;

/** The cookie by which a browser that signed in is known. */
export type SessionCookie = { readonly name: string; readonly secure: boolean };

/** What every route works with. */
export type PageTools = {
  /** The one door to all use cases. */
  readonly call: Call;
  /** Runs that go on after a page was answered. */
  readonly background: Background;
  readonly render: Render;
  /** Where people sign in; null at a machine of one's own. */
  readonly cookie: SessionCookie | null;
  /** A key that makes sending one form twice the same as sending it once. */
  readonly newKey: () => string;
  /** Told of faults that do not end the request. */
  readonly onFault: OnFault;
};
