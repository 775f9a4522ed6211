import {
  beginsWithDeed,
  concreteWords,
  isCommerce,
  isProductPhrase,
  isInOrderTo,
  isOpenDeed,
  isServing,
  isSomebody,
  isThingFor,
  namesAProduct,
  namesHealthCare,
} from "./purpose-words.ts";

/** Words by which a maker states a purpose, wherever they stand. */
export const statesPurpose =
  /\b(?:intended (?:to|for|use|purpose)|designed (?:to|for)|built to|(?:the )?(?:purpose|aim|goal|idea|point)(?: of [^.]{2,30})? is|aims? to|(?:job|role|task|function) is to|exists to|is there to|meant (?:to (?:help|support|let|allow|give)|for)|what (?:it|this) is for)\b/iu;
const genericName =
  /^(?:the|an?|of|for|and|to|in|our|your|product|system|service|response|guide)$/iu;

/** A first line that is longer is a sentence, of which only the beginning can be a name. */
const longestTitle = 120;

/** Words by which the description calls its product: those of its given name and of its title. */
export function namesOf(text: string, given: string | undefined): ReadonlySet<string> {
  const line = text.split("\n").find((one) => /[\p{L}\p{N}]/u.test(one)) ?? "";
  const isTitle =
    !/^\s*[-*+•]\s/u.test(line) && line.length <= longestTitle && !/[.!?]\s*$/u.test(line);
  const title = isTitle
    ? line
    : (/^[\s#*_>•+-]*(?:[\p{Lu}\d][\p{L}\p{N}+.-]*\s*){1,4}/u.exec(line)?.[0] ?? "");
  const words = `${given ?? ""} ${title}`.match(/[\p{L}\p{N}][\p{L}\p{N}+.-]*/gu) ?? [];
  return new Set(
    words
      .filter((word) => /^[\p{Lu}\p{N}]|\p{Lu}/u.test(word) && !genericName.test(word))
      .map((word) => word.toLowerCase().replace(/[.+-]+$/u, "")),
  );
}

/** A proper name at the beginning, of up to five words; then what is said of it. */
const properName =
  /^((?:[\p{Lu}\d][\p{L}\p{N}+.’'/-]*\s+){1,5}?)(?:\([^)]*\),?\s+)?(?=[\p{Ll}(])|^((?:[\p{Lu}\d][\p{L}\p{N}+.’'/-]*\s?){1,4}),\s[^,.;:]{3,80},\s+(?=\p{Ll})/u;
const denies = /^(?:\w+\s+){0,2}?(?:not|never|no longer|cannot|neither|nor)\b|^\w+n['’]t\b/iu;
/** A denial among the first words. */
export const deniesEarly = /^(?:\S+\s+){0,7}?(?:not|never|cannot|no longer|\w+n['’]t)\b/iu;
const auxiliary =
  /^(?:(?:also|now|then|simply|can|will|automatically|only|both|currently|is|are|was|has been|being|which|that)\s+)+/iu;
const usedFor =
  /^(?:(?:mainly|also|now|widely|routinely)\s+)*used\b[^.;]*?\b(?:to|for|when|during|whenever|before|after|while)\b/iu;

const weMade =
  /^we(?:['’](?:ve|re)| have| are)\s+(?:built|made|developed|written|building|making|developing)\s+(?=an?\s)/iu;
/** “It has been downloaded”: done to it, unless it was made for something. */
const isDoneToIt =
  /^(?:has|have|had) been (?!(?:developed|designed|built|created|made|written)\b)/iu;

/** “Ewelock, an app to …”, “Ewelock: our register of …”. */
const apposition = /^([^,:–—.]{2,60})(?:[,:]| [–—-])\s+((?:an?|the|our|one)\s.+)$/isu;
const isOurs = (subject: string, names: ReadonlySet<string>): boolean =>
  (subject.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}+.-]*/gu) ?? []).some((word) =>
    names.has(word.replace(/[.+-]+$/u, "")),
  );

/** What a sentence says of the product where that is its subject; null where something else is. */
export function predicateOf(said: string, names: ReadonlySet<string>): string | null {
  const phrase = isProductPhrase.exec(said);
  if (phrase !== null) return said.slice(phrase[0].length).replace(/^[,\s]+/u, "");
  const own =
    /^(?:[^,.:;]{0,40}:\s+)?it['’]s\s+(?:basically |really |just |simply )?(?=an?\s)/iu.exec(said);
  if (own !== null) return `is ${said.slice(own[0].length)}`;
  const made = weMade.exec(said);
  if (made !== null) return `is ${said.slice(made[0].length)}`;
  const apposed = apposition.exec(said);
  if (apposed !== null && isOurs(apposed[1] ?? "", names)) return `is ${apposed[2] ?? ""}`;
  const named = properName.exec(said);
  if (named === null || !isOurs(named[1] ?? named[2] ?? "", names)) return null;
  return said.slice(named[0].length);
}

/** “The nurse speaks and Ewelock writes”: the product's own part of a sentence. */
export function predicateWithin(said: string, names: ReadonlySet<string>): string | null {
  const parts = [...said.matchAll(/(?:[,;:]|\band|\bthen)\s+(?=\p{Lu})/gu)];
  const own = parts.map(({ index, 0: joint }) => said.slice(index + joint.length));
  return own.map((part) => predicateOf(part, names)).find((part) => part !== null) ?? null;
}

/** “Ewelock sorts post”: one name that stands for nobody, and what it does. */
const oneName = /^(\p{Lu}[\p{L}\p{N}-]{2,})\s+(?=[a-z]+s\b(?<!\b(?:is|was|has|its|does|costs)\b))/u;

export function predicateOfAnyName(said: string): string | null {
  const name = oneName.exec(said);
  if (name === null || namesHealthCare(name[1] ?? "") || commonStart.test(said)) return null;
  return said.slice(name[0].length);
}
const commonStart =
  /^(?:each|every|this|that|these|those|some|staff|many|most|all|any|there|here|what|when|who|data|text|audio|access|training|support|everyone|nobody|lists|screens|users?|version)\b/iu;

/** “With Ewelock, nurses …”, “Clinicians use it to …”: somebody else is the subject. */
export function isDoneWith(said: string, names: ReadonlySet<string>): boolean {
  const by = /\b(?:with|using|uses?|through|via|on|in)\s+((?:the |this |our )?[\p{L}\p{N}+.-]+)/giu;
  if (!isSomebody(said)) return false;
  return [...said.matchAll(by)].some(({ 1: what = "", index }) => {
    const named = names.has(what.toLowerCase().replace(/[.+-]+$/u, ""));
    return named || namesAProduct.test(said.slice(index));
  });
}

/** Whether a predicate says what its subject is or does for somebody. */
export function saysWhat(predicate: string): boolean {
  if (denies.test(predicate) || isDoneToIt.test(predicate)) return false;
  const is = /^(?:is|are|was|works as|acts as|serves as)\s+/iu.exec(predicate);
  const rest = is === null ? predicate : predicate.slice(is[0].length);
  if (is !== null && isThingFor.test(rest)) return concreteWords(rest) >= 2;
  if (is !== null && /^(?:an?|the|one)\s/iu.test(rest)) return concreteWords(rest) >= 3;
  if (is !== null && usedFor.test(rest)) return concreteWords(rest) >= 1;
  if (is !== null)
    return (
      /^(?:for|there (?:to|for|so)|how|where|about)\b/iu.test(rest) && concreteWords(rest) >= 2
    );
  const verb = predicate.replace(auxiliary, "");
  if (isServing(/^\S+/u.exec(verb)?.[0] ?? "")) return concreteWords(verb) >= 2;
  if (beginsWithDeed(verb) || isInOrderTo(verb)) return concreteWords(verb) >= 2;
  return isOpenDeed(verb) && namesHealthCare(verb) && concreteWords(verb) >= 4;
}

/** “Helps GPs to …”, “For midwives who …”, “A phone app for …”: the subject is left out. */
export function saysWithoutSubject(said: string): boolean {
  if (isThingFor.test(said)) return concreteWords(said) >= 2;
  const verb = /^[A-Z][a-z]+s\b/u.test(said) || /^(?:Used|For|To|So that)\b/u.test(said);
  return (
    verb &&
    (saysWhat(said) || (/^(?:Used|For|To|So that)\b/u.test(said) && concreteWords(said) >= 3))
  );
}

/** Something is done, and in health care. */
export const isDeedInCare = (said: string): boolean =>
  !deniesEarly.test(said) &&
  namesHealthCare(said) &&
  !isCommerce(said) &&
  beginsWithDeed(said, 30) &&
  concreteWords(said) >= 3;
const isPraise = /["“”]|\b(?:says|said|love[sd]?|trusted)\b/iu;
/** “Patients photograph a mole”, “A nurse scans the wristband”. */
export const isDeedOfSomebody = (said: string): boolean => {
  const somebody =
    /^(?:(?:on|at|in|before|after|during)\s+\w+,?\s+)?(?:(?:an?|the|each|every|all|any)\s+)?(?:[\w-]+,?\s+){0,1}[\w-]+,?\s+/iu.exec(
      said,
    )?.[0];
  return (
    somebody !== undefined && isSomebody(somebody) && isDeedInCare(said) && !isPraise.test(said)
  );
};

/** A sentence that states a purpose: of the product, where its words could be of something else. */
export function statesIt(said: string, names: ReadonlySet<string>): boolean {
  const stated = statesPurpose.exec(said);
  if (stated === null || !namesHealthCare(said)) return false;
  const ofProduct =
    /intended|purpose|what/iu.test(stated[0]) ||
    stated.index < 3 ||
    namesAProduct.test(said) ||
    isOurs(said, names);
  return ofProduct && concreteWords(said.slice(stated.index + stated[0].length)) >= 1;
}
