import { stemOf } from "../text/words.ts";
import type { FacetKind } from "./kinds.ts";

const stemsOf = (words: string): ReadonlySet<string> =>
  new Set(words.trim().split(/\s+/u).map(stemOf));

/** Deeds that are done on a thing: who does not do them may have the thing all the same. */
const actsOn = stemsOf(`
  interpret analyse diagnose replace change alter edit amend modify delete overwrite decide judge override control adjust
  delay block sell repeat duplicate validate guarantee affect influence grade rate score classify recommend advise suggest
  treat assess evaluate substitute supersede remove interrupt interfere monitor calculate compute predict detect determine
  contact call train charge bill reject approve authorise verify check confirm question challenge examine measure annotate
  mark rewrite leave correct merge rank prioritise choose select start stop dose prepare administer prescribe dispense`);
/** Other deeds, of which several may be denied side by side: “does not triage or order tests”. */
const deeds = stemsOf(`
  triage order refer book send write draft transcribe translate schedule dictate code summarise screen request alert message
  notify tell inform remind ask discharge track report file`);
/** Deeds by which a product would have data: who does not do them has not the data either. */
const has = stemsOf(`
  have has hold use need process collect receive contain include cover handle access read see show view display record
  take capture store support accept import involve require work carry be`);
/** “does not yet automatically …”: what stands between a denial and its verb. */
const denier =
  /^(?:not|never|cannot|n['’]t|neither|nor|does|do|will|can|is|are|be|used|to|yet|itself|also|currently|ever|either|try|attempt|seek|aim|intend(?:ed)?|designed|able|it|[a-z]+ly|the (?:app|system|product|service|tool))\s+/iu;
/** Denials of a thing rather than of a deed: “no images”, “without images”, “not for children”. */
const ofThing =
  /^(?:no|none|without|lack\w*|exclud\w+|except\w*|outside|out|unlike|rather|instead)\b/iu;

/** What a denial governs: its verb, and whether the mention stands beside that verb or is its object. */
function governed(denial: string): { readonly verb: string; readonly isBeside: boolean } {
  let rest = denial;
  while (denier.test(rest)) rest = rest.replace(denier, "");
  const parts = rest.split(/,|\b(?:or|and|nor)\b/iu).map((part) => part.trim());
  const said = parts.filter((part) => part !== "");
  const stems = said.map((part) => stemOf(/^[a-z]+/iu.exec(part)?.[0].toLowerCase() ?? ""));
  const verb = stems.findLast((stem) => actsOn.has(stem) || has.has(stem) || deeds.has(stem));
  return {
    verb: verb ?? stems[0] ?? "",
    isBeside: parts.at(-1) === "" && /^\S+$/u.test(said.at(-1) ?? "-"),
  };
}

/** Of whom and for which stage a product is are never what a deed is done on. */
const takesObjects: ReadonlySet<FacetKind> = new Set([
  "capability",
  "technology",
  "data",
  "user",
  "setting",
]);

/**
 * Whether what is denied is a deed alone, so that nothing is said of the thing on which it would be done:
 * “does not interpret CTGs” leaves the CTGs, “does not prescribe” says nothing of a list of medicines.
 */
export function deniesDeedAlone(kind: FacetKind, denial: string, mention: string): boolean {
  if (!takesObjects.has(kind)) return false;
  const first = stemOf(/^[\p{L}\p{N}]+/u.exec(mention)?.[0].toLowerCase() ?? "");
  const { verb, isBeside } = governed(denial);
  const isVerb = actsOn.has(first) || (deeds.has(first) && (verb === "" || isBeside));
  // The deed itself is what the words say: it is denied, and data on which it would act are not.
  if (isVerb && !ofThing.test(denial)) return kind === "data";
  if (ofThing.test(denial) || isBeside || deeds.has(first)) return false;
  const isPlace = kind === "user" || kind === "setting";
  return actsOn.has(verb) || (isPlace && deeds.has(verb));
}
