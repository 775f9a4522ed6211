import { compose } from "../src/compose.ts";
import { loadConfig } from "../src/config/load.ts";
import { createPages } from "../src/web/pages.ts";

/**
 * Measures the pages of a hazard log on the embedded database: milliseconds from the request to its whole
 * page, the middle and the slowest of some requests of each. Arguments: how many hazards (5000), how many
 * requests of each page (5).
 */
const hazards = Number(process.argv[2] ?? "5000");
const requests = Number(process.argv[3] ?? "5");

const description = `# Longlog

Longlog is intended to help GP practices write letters to hospitals. It drafts the letter from the record of the
consultation, and a clinician approves it before it is sent.
`;
const sentence = "The letter lists as current a medicine that the patient said she had stopped";
const content = (number: number) => ({
  name: `Stopped medicine is listed, case ${number}`,
  hazard: `${sentence}, in case ${number}.`,
  effect: "The practice prescribes it again.",
  harm: "The patient takes a medicine that harmed her before.",
  condition: number % 3 === 0 ? ("fault" as const) : ("normal" as const),
  causes: [1, 2, 3].map((cause) => ({
    text: `${sentence} by way ${cause}.`,
    kind: "data" as const,
  })),
  controls: (["maker", "deployer", "third-party"] as const).map((owner, i) => ({
    text: `Somebody of the ${owner} looks at it.`,
    ...({ type: "design", owner, actsOn: [1, (i % 3) + 1] } as const),
  })),
});

const hazid = await compose(loadConfig({}), {
  kind: "memory",
  command: "bench",
  onProgress: () => undefined,
  onFault: () => "fault",
});
try {
  const { call, background } = hazid;
  const pages = createPages({
    ...{ call, background },
    onFault: (error) => {
      throw error;
    },
  });
  await call("account.set", { name: "Dr Ada", role: "cso", body: "GMC", number: "1234567" });
  const product = (await call("product.add", { text: description })).id;
  for (let number = 1; number <= hazards; number += 1) {
    const { id, hash } = await call("hazard.add", { product, content: content(number) });
    if (number % 2 === 0) continue;
    const estimate = { severity: number % 4 === 1 ? "Major" : "Minor", likelihood: "Low" };
    await call("hazard.score", { hazard: id, seen: hash, ...estimate });
  }
  const { slug } = (await call("log.page", { product, size: 1 })).product;
  const log = `/products/${slug}/log`;
  for (const path of [
    log,
    `${log}?page=${Math.max(1, Math.floor(hazards / 50))}`,
    `${log}?needs=unscored&sort=name`,
    `${log}?text=case+77&owner=third-party&sort=level`,
    `${log}/depends?owner=third-party`,
    `${log}/print`,
    `/products/${slug}/hazards/H-7`,
    `/products/${slug}/hazards/H-7/diagram.svg`,
  ]) {
    const times: number[] = [];
    for (let i = 0; i < requests; i += 1) {
      const started = performance.now();
      const answer = await pages.request(path);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)] ?? 0;
    process.stdout.write(
      `${middle.toFixed(0).padStart(7)} ms, slowest ${(times.at(-1) ?? 0).toFixed(0).padStart(6)}  ${path}\n`,
    );
  }
} finally {
  await hazid.close();
}
