import type { Call } from "../../src/app/use-cases.ts";
import { cso, readExample } from "../web/site.ts";
import { makeWrittenScheme } from "./make-scheme.ts";
import { opened } from "./opened.ts";

const scripts = `<script>alert("hazid")</script>"><img src=x onerror=alert(1)>`;
const invisible = "\u202eexe.gnp\u2066 \u200b\u2060";
/** One word that no column is wide enough for, and letters of several kinds. */
const hostile = `${scripts} ${invisible} 👩🏽‍⚕️ ${"w".repeat(300)}`;

/** The example's words with text in them that must stay text. */
const hostileDescription = (example: string): string =>
  `# Nasty ${scripts.slice(0, 40)}\n\n${example.replace(/^#.*$/mu, "")}\n\n## Notes\n\nThe clinician's screen shows ${hostile}. ${"long ".repeat(400)}\n`;

export type FilledDesk = { readonly usual: string; readonly hostile: string };

/**
 * A desk as after a week: one product with every kind of decision, its hazard scored and evaluated, and one
 * whose name, description and typed texts are hostile. Both with suggestions that wait.
 */
export async function fillDesk(call: Call): Promise<FilledDesk> {
  const example = await readExample();
  await call("account.set", cso);
  const usual = await call("product.add", { text: example });
  await call("run.identify", { product: usual.id });
  await decideSome(call, usual.slug, "In the person's own words.");
  const nasty = await call("product.add", {
    text: hostileDescription(example),
    name: `Nasty ${hostile}`.slice(0, 100),
  });
  await call("run.identify", { product: nasty.id });
  await decideSome(call, nasty.slug, hostile);
  return { usual: usual.slug, hostile: nasty.slug };
}

async function decideSome(call: Call, product: string, text: string): Promise<void> {
  const seen = async (suggestion: string) => {
    const { suggestion: shown } = opened(await call("queue.show", { suggestion, product }));
    return { suggestion: shown.id, seen: shown.hash };
  };
  const edits = { harm: text.slice(0, 500), causes: [], controls: [] };
  await call("queue.accept", { ...(await seen("S-1")), causes: [1], controls: [], edits });
  await call("queue.reject", { ...(await seen("S-2")), reason: "not-foreseeable", text });
  await call("queue.merge", { ...(await seen("S-3")), into: "S-4", text });
  await call("queue.defer", { ...(await seen("S-5")), text });
  await call("queue.reject", { ...(await seen("S-6")), reason: "too-vague" });
  await call("queue.undo", { ...(await seen("S-6")), text });
  await considerSome(call, product, text);
  const view = text.slice(0, 1_900);
  await call("view.write", { suggestion: "S-10", product, text: view });
  await call("view.agree", { ...(await seen("S-10")), agreement: "partly", text: view });
  const { hazard } = await call("hazard.show", { hazard: "H-1", product });
  const scored = await call("hazard.score", {
    ...{ hazard: hazard.id, seen: hazard.hash, stage: "initial" },
    ...{ severity: "major", likelihood: "low" },
  });
  await call("hazard.evaluate", {
    ...{ hazard: scored.id, seen: scored.hash, stage: "initial", acceptable: false },
    ...{ reason: text, present: [text.slice(0, 90)] },
  });
  const action = { summary: text.slice(0, 300), owner: text.slice(0, 90), party: "maker" } as const;
  const { hazard: evaluated } = await call("hazard.show", { hazard: hazard.id });
  await call("hazard.add-action", { hazard: hazard.id, seen: evaluated.hash, ...action });
  await approveTwice(call, product, text);
  await writeSome(call, product, text.slice(0, 500));
}

/** One hazard by hand of which all is said that can be, and one that is withdrawn. */
async function writeSome(call: Call, product: string, text: string): Promise<void> {
  const control = { text, type: "design", owner: "maker", worksIf: text, actsOn: [1, 2] } as const;
  const content = {
    ...{ name: text.slice(0, 150), hazard: text, effect: text, harm: text, exposed: text },
    causes: [1, 2, 3].map(() => ({ text, kind: "data" as const })),
    controls: [
      control,
      { ...control, type: "training", owner: "third-party", actsOn: [2] } as const,
    ],
  };
  const written = await call("hazard.add", {
    ...{ product, content },
    answers: [{ added: 2, newHazard: `H-1, or else ${text}`, others: text }],
  });
  const shown = async () => {
    const { hazard } = await call("hazard.show", { hazard: written.id });
    return { hazard: hazard.id, seen: hazard.hash };
  };
  await call("hazard.confirm", { ...(await shown()), controls: [1], text });
  await call("hazard.edit", {
    ...(await shown()),
    edits: { controls: [{ number: 1, evidence: { implemented: text, works: `As H-1: ${text}` } }] },
  });
  const score = { severity: "grave", likelihood: "likely" };
  await call("hazard.score", { ...(await shown()), stage: "initial", ...score });
  await call("hazard.score", { ...(await shown()), stage: "residual", ...score });
  const owner = text.slice(0, 90);
  const overdue = { summary: text, owner, party: "maker", due: "2020-01-31" } as const;
  await call("hazard.add-action", { ...(await shown()), ...overdue });
  const twice = await call("hazard.add", { product, content });
  await call("hazard.withdraw", { hazard: twice.id, seen: twice.hash, text });
}

/** A scheme declared and the log approved, then changed and approved again. */
async function approveTwice(call: Call, product: string, text: string): Promise<void> {
  const approve = async () => {
    const { hash, meaning } = await call("baseline.prepare", { product });
    const said = { seen: hash, meaning: meaning ?? undefined, reason: text.slice(0, 3_900) };
    return call("baseline.approve", { product, ...said });
  };
  await approve();
  const scheme = makeWrittenScheme({ id: `scheme-of-${product}`.slice(0, 40).replace(/-+$/u, "") });
  const name = `Ours, ${text}`.slice(0, 190);
  const added = await call("scheme.add", { scheme: { ...scheme, name } });
  const declared = { scheme: added.name, seen: added.hash };
  await call("scheme.declare", { product, ...declared, reason: `${text.slice(0, 1_900)} twice.` });
  const { hazard } = await call("hazard.show", { hazard: "H-1", product });
  const score = { severity: "grave", likelihood: "likely" };
  await call("hazard.score", { hazard: hazard.id, seen: hazard.hash, stage: "initial", ...score });
  await approve();
}

/** One place considered, and one considered and opened again. */
async function considerSome(call: Call, product: string, text: string): Promise<void> {
  const { places } = await call("coverage.show", { product });
  const open = places.filter(({ standing }) => standing.state === "open").slice(0, 2);
  const reason = `None of it: ${text}`.slice(0, 4000);
  for (const { key: cell, seen } of open) {
    await call("coverage.none", { product, cell, seen, reason });
  }
  const again = open.at(-1)?.key;
  if (again === undefined) throw new Error("Expected places that are open.");
  const [place] = (await call("coverage.show", { product, cell: again })).places;
  await call("coverage.reopen", { product, cell: again, seen: place?.seen, reason });
}
