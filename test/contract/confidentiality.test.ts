import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { toProvText } from "../../src/domain/provenance/prov/to-prov.ts";
import type { Audience } from "../../src/domain/provenance/record.ts";
import { tellStory } from "../../src/domain/provenance/story.ts";
import { toStoryText } from "../../src/domain/provenance/story-text.ts";
import { sharedBankOrganisation } from "../../src/infra/db/organisations.ts";
import { addOwnEntry } from "../support/add-entry.ts";
import { makeBankEntry } from "../support/make-bank.ts";
import { addProduct, namePerson } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";
import { opened } from "../support/opened.ts";

/** Words that stand in the texts of one entry and nowhere else; ids say nothing of them. */
const markers = {
  ours: "zirconia zephyr zucchini zodiac",
  rival: "quillback quagmire quaver quokka",
  organisation: "marmoset mistral mandolin mulberry",
  leaving: "lemming lagoon lantern lilac",
  elsewhere: "basilisk bassoon bergamot bramble",
  sharedOrganisation: "hedgehog harbour hazel heron",
} as const;
type Marker = keyof typeof markers;
const ids: Readonly<Record<Marker, string>> = {
  ours: "entry-1",
  rival: "entry-2",
  organisation: "entry-3",
  leaving: "entry-4",
  elsewhere: "entry-5",
  sharedOrganisation: "entry-6",
};

/** What a file says, whatever it is packed in. */
const textOf = ({ text, base64 }: { text: string; base64: string | null }): string =>
  base64 === null
    ? text
    : Object.values(unzipSync(new Uint8Array(Buffer.from(base64, "base64"))))
        .map((part) => strFromU8(part))
        .join("\n");

const markedEntry = (marker: Marker) => {
  const [one = "", two = "", three = "", four = ""] = markers[marker].split(" ");
  return makeBankEntry({
    id: ids[marker],
    name: `${one} and ${two} on the note`,
    situation: `The ${one} ${two} shows a ${three} ${four}.`,
    effects: [`The ${one} effect is not noticed.`],
    harms: [`A ${two} harm reaches the patient.`],
    causes: [
      { id: "c1", kind: "model", text: `The first ${one} mechanism drops a word.` },
      { id: "c2", kind: "human", text: `The unticked${one} mechanism is overlooked.` },
    ],
    controls: [
      {
        id: "k1",
        type: "design",
        owner: "maker",
        text: `The unticked${two} control shows the words.`,
        actsOn: ["c1", "c2"],
        worksIf: `The unticked${three} sample opens.`,
      },
      {
        id: "k2",
        type: "training",
        owner: "deployer",
        text: `The unticked${four} training is given.`,
        actsOn: ["c2"],
        worksIf: `An audit of ${four} finds it.`,
      },
    ],
    paraphrases: [
      `A ${one} was reported.`,
      `A ${two} was found out.`,
      `A ${three} and ${four} came up.`,
    ],
  });
};

/** The entries whose words stand in a text. */
const told = (value: unknown): Marker[] => {
  const text = (typeof value === "string" ? value : JSON.stringify(value)).toLowerCase();
  return (Object.keys(markers) as Marker[]).filter((marker) =>
    markers[marker].split(" ").some((word) => text.includes(word)),
  );
};

onEachEngine("a consultant who serves two rival makers", (engine) => {
  const record = useRecord({ engine });

  /** One organisation with two products, another with one; every class of entry. */
  async function makeRivals() {
    const desk = await record().desk();
    const there = await record().desk();
    await namePerson(desk);
    await namePerson(there);
    const product = await addProduct(desk, "Sablewick");
    const rival = await addProduct(desk, "Tarnbeck");
    await addProduct(there, "Sablewick");
    const own = (
      marker: Marker,
      ...rest: ["product-only", string] | ["organisation" | "may-leave"]
    ) => addOwnEntry(record(), desk.organisation, rest[0], markedEntry(marker), rest[1] ?? null);
    await own("ours", "product-only", product.id);
    await own("rival", "product-only", rival.id);
    await own("organisation", "organisation");
    await own("leaving", "may-leave");
    await addOwnEntry(record(), there.organisation, "organisation", markedEntry("elsewhere"));
    return { desk, there, product, rival };
  }

  async function fill(desk: Desk, product: string) {
    const result = await desk.call("run.identify", { product });
    const of = (marker: Marker) => {
      const found = result.candidates.find(({ evidence }) =>
        evidence.bank.some(({ id }) => id === ids[marker]),
      );
      if (found === undefined) throw new Error(`Expected a suggestion of ${marker}.`);
      return found;
    };
    return { result, of };
  }

  test("retrieves for each product its own entries and the organisation's, never the rival's", async () => {
    const { desk, there } = await makeRivals();
    const expected = {
      sablewick: ["ours", "organisation", "leaving"],
      tarnbeck: ["rival", "organisation", "leaving"],
    } as const;
    for (const [product, markersOf] of Object.entries(expected)) {
      const { result } = await fill(desk, product);
      expect(told(result)).toEqual(markersOf);
      expect(told(await desk.call("queue.list", { product }))).toEqual(markersOf);
      expect(told(await desk.call("run.show", { run: result.run.id }))).toEqual([]);
      for (const { ref } of result.candidates) {
        const shown = opened(await desk.call("queue.show", { suggestion: ref, product }));
        expect(told(shown).filter((marker) => !markersOf.some((m) => m === marker))).toEqual([]);
      }
    }
    expect(told((await fill(there, "sablewick")).result)).toEqual(["elsewhere"]);
  });

  test("searches what is no product's alone, and one product's only when it is named", async () => {
    const { desk, there } = await makeRivals();
    const search = async (at: Desk, product?: string) => {
      const text = Object.values(markers).join(" ");
      return told(await at.call("bank.search", { text, limit: 50, product }));
    };
    expect(await search(desk)).toEqual(["organisation", "leaving"]);
    expect(await search(desk, "sablewick")).toEqual(["ours", "organisation", "leaving"]);
    expect(await search(desk, "tarnbeck")).toEqual(["rival", "organisation", "leaving"]);
    expect(await search(there, "sablewick")).toEqual(["elsewhere"]);
  });

  test("what the shared bank holds back is shown to nobody", async () => {
    const { desk } = await makeRivals();
    const entry = markedEntry("sharedOrganisation");
    await addOwnEntry(record(), sharedBankOrganisation, "organisation", entry);
    const text = markers.sharedOrganisation;
    const product = "sablewick";
    expect(told(await desk.call("bank.search", { text, limit: 50, product }))).not.toContain(
      "sharedOrganisation",
    );
    expect(told((await fill(desk, product)).result)).not.toContain("sharedOrganisation");
  });

  const forms = async (desk: Desk, ref: string, audience: Audience) => {
    const found = await desk.call("provenance.show", { ref, product: "sablewick", audience });
    const texts = [JSON.stringify(found), toProvText(found), toStoryText(tellStory(found))];
    return { found, told: texts.map(told), texts };
  };

  test("provenance gives the outside no text of an entry that may not leave, in no form", async () => {
    const { desk } = await makeRivals();
    const { of } = await fill(desk, "sablewick");
    for (const [marker, reason] of [
      ["ours", "withheld: product-only"],
      ["organisation", "withheld: organisation"],
    ] as const) {
      const { ref, hash } = of(marker);
      const outside = await forms(desk, ref, "outside");
      expect(outside.told).toEqual([[], [], []]);
      expect(outside.found.withheld).toEqual({ entries: 1, suggestions: 1, words: 0 });
      const [suggestion] = outside.found.suggestions;
      expect(suggestion).toMatchObject({ hash, content: null, withheld: reason });
      expect(suggestion?.prior.find(({ id }) => id === ids[marker])).toMatchObject({
        version: 1,
        entry: null,
        withheld: reason,
      });
      expect(suggestion?.prior.find(({ id }) => id === ids[marker])?.hash).toMatch(
        /^[0-9a-f]{64}$/u,
      );
      for (const text of outside.texts) expect(text).toContain(reason);
      const inside = await forms(desk, ref, "organisation");
      expect(inside.told).toEqual([[marker], [marker], [marker]]);
      expect(inside.found.withheld).toEqual({ entries: 0, suggestions: 0, words: 0 });
    }
    const leaving = await forms(desk, of("leaving").ref, "outside");
    expect(leaving.told).toEqual([["leaving"], ["leaving"], ["leaving"]]);
  });

  test("the outside reads what a person accepted, and neither what was not chosen nor what was replaced", async () => {
    const { desk } = await makeRivals();
    const { of } = await fill(desk, "sablewick");
    const { id, hash } = of("organisation");
    await desk.call("queue.accept", {
      suggestion: id,
      seen: hash,
      causes: [1],
      edits: {
        name: "A name of our own",
        hazard: "A sentence of our own.",
        effect: "An effect of our own.",
        harm: "A harm of our own.",
        causes: [],
        controls: [],
      },
    });
    const [, two = "", three = ""] = markers.organisation.split(" ");
    for (const ref of ["H-1", "H-1/cause-1"]) {
      const { found, texts } = await forms(desk, ref, "outside");
      expect(found.withheld.entries).toBe(1);
      for (const text of texts) {
        expect(text.toLowerCase()).not.toContain("unticked");
        expect(text.toLowerCase()).not.toContain(two);
        expect(text.toLowerCase()).not.toContain(three);
      }
      // The story of the whole hazard names causes by their numbers.
      for (const text of ref === "H-1" ? texts.slice(0, 2) : texts) {
        expect(text).toContain("The first marmoset mechanism drops a word.");
      }
    }
    expect((await forms(desk, "H-1", "outside")).found.withheld.words).toBe(4);
    for (const format of ["csv", "json", "xlsx", "docx"] as const) {
      const text = textOf(await desk.call("log.export", { product: "sablewick", format }));
      expect(text).toContain("The first marmoset mechanism drops a word.");
      expect(text).not.toContain("unticked");
      expect(text).not.toContain(two);
      expect(text).not.toContain(three);
    }
  });

  test("of two texts under one id and version the stricter class holds", async () => {
    const { desk } = await makeRivals();
    const { of } = await fill(desk, "sablewick");
    const { ref } = of("leaving");
    const entry = { ...markedEntry("organisation"), id: ids.leaving };
    await addOwnEntry(record(), desk.organisation, "organisation", entry);
    const { found, told: said } = await forms(desk, ref, "outside");
    expect(said).toEqual([[], [], []]);
    expect(found.suggestions[0]?.prior.find(({ id }) => id === ids.leaving)).toMatchObject({
      confidentiality: "organisation",
      entry: null,
      withheld: "withheld: organisation",
    });
  });

  test("an entry of the rival's that is named all the same is not read out", async () => {
    const { desk, product } = await makeRivals();
    const held = await record().store.transaction(desk.organisation, (tx) =>
      tx.bank.entries(
        Object.values(ids).map((id) => ({ id, version: 1 })),
        product.id,
      ),
    );
    expect(told(held)).toEqual(["ours", "organisation", "leaving"]);
  });
});
