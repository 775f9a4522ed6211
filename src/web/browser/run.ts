/** The page of a run, kept as the server shows it now: it tells when to look, and the page is asked again. */
const soonest = 1_000;
const elsewhere = 5_000;

const told = document.querySelector("#run-told");
let isAsking = false;
let isWanted = false;
let lastAsked = 0;

const region = (): HTMLElement | null => document.querySelector("#run-state");
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Puts what the server shows now in the place of what stands here, and leaves the focus where it was. */
function replace(html: string): void {
  const next = new DOMParser().parseFromString(html, "text/html").querySelector("#run-state");
  const now = region();
  if (next === null || now === null) return;
  const focused = now.contains(document.activeElement) ? document.activeElement?.id : undefined;
  now.replaceWith(document.adoptNode(next));
  if (focused === undefined) return;
  const same = focused === "" ? null : document.getElementById(focused);
  (same ?? document.getElementById("run-heading"))?.focus();
}

async function look(): Promise<void> {
  isWanted = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isWanted) {
      await pause(Math.max(0, lastAsked + soonest - Date.now()));
      isWanted = false;
      lastAsked = Date.now();
      const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
      if (answer.ok) replace(await answer.text());
    }
  } catch {
    // The server is away: what stands here stays, with the link that asks again.
  } finally {
    isAsking = false;
  }
}

/** Said once to who cannot see it; the same sentence twice is not news. */
function tell(sentence: string): void {
  if (told !== null && told.textContent !== sentence) told.textContent = sentence;
}

const status = (): string => document.querySelector("#run-status")?.textContent ?? "";

/** Until it ends: whoever works it elsewhere tells nobody here. */
async function followElsewhere(): Promise<void> {
  while (region()?.dataset["goesOn"] === "yes") {
    await pause(elsewhere);
    await look();
  }
  tell(status());
}

function follow(events: string): void {
  const source = new EventSource(events);
  source.addEventListener("progress", ({ data }: MessageEvent<string>) => {
    tell(data);
    void look();
  });
  const end = async (): Promise<void> => {
    source.close();
    await look();
    // Asked for while another look was under way: that one does it.
    while (isAsking) await pause(100);
    await followElsewhere();
  };
  source.addEventListener("end", () => void end());
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) void end();
  });
}

const events = region()?.dataset["events"];
if (events !== undefined) follow(events);
else if (region()?.dataset["goesOn"] === "yes") void followElsewhere();

export {};
