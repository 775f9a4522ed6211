import type { Context, Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { anyQueueAt, home, timeAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentSecondLook, presentTime } from "../presenters/time.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

/** Where a person comes back to after a batch, and is asked whether they look again. */
const restingPlaces = [home, anyQueueAt, "/products/:slug/queue"] as const;

/**
 * What is personal may not stand in the way of a page: a refusal is let go, and a fault is told of
 * without ending the request.
 */
async function unlessItFails<T>(
  { onFault, newKey }: Pick<PageTools, "onFault" | "newKey">,
  requestId: string | undefined,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) onFault(error, requestId ?? newKey());
    return null;
  }
}

/** Notes that the person who is named has this suggestion before them, or had what `seen` is the hash of. */
export async function noteOpening(
  tools: PageTools,
  c: Context<PageEnv>,
  { suggestion }: { readonly suggestion: Pick<ShownSuggestion["suggestion"], "id"> },
  seen?: string,
): Promise<void> {
  if ((c.get("person") ?? null) === null) return;
  await unlessItFails(tools, c.get("requestId"), () =>
    tools.call("time.open", { suggestion: suggestion.id, seen }),
  );
}

export function addTimeRoutes(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;

  for (const place of restingPlaces) {
    app.use(place, async (c, next) => {
      if (c.req.method === "GET" && (c.get("person") ?? null) !== null) {
        const batches = await unlessItFails(tools, c.get("requestId"), () =>
          call("time.second-look", {}),
        );
        c.set("secondLook", presentSecondLook(batches ?? []));
      }
      await next();
    });
  }

  app.get(timeAt, async (c) => {
    const times = await call("time.mine", {});
    const batches = await call("time.second-look", {});
    const named = (c.get("person") ?? null) !== null;
    const around = frame({
      title: "Your times",
      section: "account",
      notice:
        c.req.query("notice") === "forgotten" ? "Your times are deleted. Nothing kept them." : null,
    });
    return render(c, "time", around, presentTime(times, batches, named, newKey()));
  });

  app.post(timeAt, async (c) => {
    await call("time.forget", {});
    return c.redirect(`${timeAt}?notice=forgotten`, 303);
  });
}
