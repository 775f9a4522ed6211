/** Words that deny what follows them in the same clause. */
const denial =
  /\b(?:no|not|never|without|neither|nor|cannot|none|lacks?|lacking|excludes?|excluding|stops? short of|refrains? from|leaves? out|(?:with the )?exception of|except(?: for)?|rather than|instead of|unlike|outside (?:the )?scope|out of scope)\b|n['’]t\b/giu;
/** A clause ends here, and a denial with it. */
const clauseEnd =
  /[;:()!?]|\.\s|,\s*(?:but|and|so|which|where|while|it|they|we|the|instead)\b|\b(?:but|however|although|unless|until|because|apart from)\b|\b(?:and|or|so) (?:it|they|we|then)\b/giu;
/** A condition set before the main clause: “If the network is not available, letters are queued.” */
const openingCondition =
  /\b(?:if|when|where|wherever|while|after|before|once|unless|since|although|because)\b[^,;:.!?]*,/giu;
/** Denials that assert: “not only”, “no longer than”, “not all”. */
const assertion =
  /^(?:not (?:only|just|merely|solely|simply|limited|all|every|always|necessarily)|no (?:later|longer|more|less|fewer|sooner) than|no (?:matter|doubt))\b/iu;
/** “No data are used in …”: the denial ends with its own verb, unless that verb is what is asked about. */
const ownVerb =
  /^no\s+(?:\S+\s+){1,4}(?:is|are|was|were|(?:can|will|may|must) be)\s+\S+\s+(?:\S+\s+)*$/iu;
/** “Patients who do not answer get …”: the denial ends with the relative clause. */
const relativeClause =
  /\b(?:who|that|which)\s+(?:\S+\s+){0,2}?(?:no|not|never|cannot|\S+n['’]t)\s+\S+\s+(?:\S+\s+)*?(?:gets?|receives?|sees|uses?|goes|is|are|was|were)\s/iu;
/** “Results that do not match go to …”: the same, whatever the verb, once its object is passed. */
const shortRelative =
  /\b(?:who|that|which)\s+(?:do|does|did|has|have|had|is|are|was|were|can|could|will)\s*(?:not|n['’]t)\s+[a-z]+\s+(?=(?:go(?:es)?|gets?|are|is|appears?|stays?|remains?|become|becomes|move|moves|return|returns|trigger|triggers|raise|raises|land|lands|need|needs|wait|waits|show|shows)\b)/iu;
/** Losing nothing is having it: “no result is missed”, “never loses a letter”. */
const losesIt = /\b(?:miss(?:es)?|los(?:e|es)|forgets?|overlooks?|drops?)\b/iu;
const isLost =
  /^\s*(?:\S+\s+){0,4}(?:missed|lost|forgotten|overlooked|dropped|delayed|go(?:es)? (?:missing|astray))\b/iu;
/** A denial with a condition asserts: “no letter is sent without approval”. */
const condition =
  /^(?:[^\s,;:.!?()]+\s+){0,9}?(?:without|unless|except|apart from|other than|before|until(?! (?:(?:19|20)\d\d|the next|a later|(?:next |early |late )?(?:spring|summer|autumn|winter|year|release|version|phase))))\b/iu;
/** Words after a denial in which it still holds. */
const reachWords = 9;
/** How far around a mention is looked, in UTF-16 code units: a sentence may be a whole document. */
const sight = 400;

/** Whether something before `at` in the same clause says that this is not so. */
export function isNegated(text: string, segmentStart: number, at: number): boolean {
  return deniedBefore(text.slice(Math.max(segmentStart, at - sight), at)) !== null;
}

/** The denial in whose reach the end of a text stands, with all that follows it; or null. */
function deniedBefore(before: string): string | null {
  let from = 0;
  for (const end of before.matchAll(clauseEnd)) from = end.index + end[0].length;
  for (const end of before.matchAll(openingCondition)) {
    from = Math.max(from, end.index + end[0].length);
  }
  const clause = before.slice(from);
  const relative = shortRelative.exec(clause) ?? relativeClause.exec(`${clause} `);
  const main = relative === null ? clause : clause.slice(relative.index + relative[0].length - 1);
  const denials = [...main.matchAll(denial)]
    .map((match) => main.slice(match.index))
    .filter((rest) => !assertion.test(`${rest} `) && !ownVerb.test(rest));
  // “no letters except to children”: the second denial undoes the first.
  if (denials.length > 1 && /^except/iu.test(denials.at(-1) ?? "")) return null;
  return denials.find((rest) => rest.split(/\s+/u).length <= reachWords) ?? null;
}

const subjectWord =
  /\b(?:it|they|we|he|she|this|that|which|who|users?|can|will|may|must|is|are|was|were|has|have|does|do)\b/iu;
/** What is said of a thing that the product has not. */
const denyingPredicate =
  /^([^.;:!?()|]{0,60}?)\b(?:(?:is|are|was|were|remains?|(?:will|can) be)\s+(?:currently\s+|deliberately\s+|all\s+|both\s+)?(?:(?:not|never)\s+(?:currently\s+|yet\s+)?(?:supported|included|part of|available|offered|provided|in scope|within (?:the )?scope|covered|intended|possible|in this release|done by|performed by|a (?:function|feature))|out of scope|outside (?:the )?scope|excluded|unsupported)|(?:will|can) ?not be (?:supported|included|available|offered|provided|covered|possible)|(?:is|are)n['’]t\s+(?:supported|included|part of|available|offered|provided|in scope|covered|possible)|ha(?:s|ve) been (?:left out|excluded|removed))\b/iu;
/** What is said of a thing that somebody or something else does: “prescribing stays with the GP”. */
const doneElsewhere =
  /^([^.;:!?()|,]{0,40}?)\b(?:(?:is|are|remains?|stays?)\s+(?:(?:done|handled|performed|kept|managed|carried out|provided|covered|dealt with)\s+)?(?:elsewhere\b|(?:in|by|with|through)\s+(?:another|a (?:separate|different|second)|other|separate)\s+(?:system|product|module|service|tool|supplier|app|team)s?\b|(?:in|with|by)\s+(?:the|its|their)\s+(?:[\w'’-]+\s+){0,2}own\s+\w+)|(?:(?:is|are)\s+left\s+(?:to|with)|(?:remains?|stays?)\s+with)\s+(?:the|a|an)?\s*(?:\w+\s+)?(?:clinicians?|doctors?|gps?|nurses?|prescribers?|pharmacists?|consultants?|teams?|trusts?|hospitals?|practices?)(?=\s*(?:[.;,)]|$))|(?:will\s+(?:come|follow|be added)|(?:is|are)\s+planned|comes?|follows?)\s+(?:in|for|with)\s+(?:a|the)\s+(?:later|next|future)\s+(?:release|version|phase))/iu;
/** `Triage: no`, `Triage (not in this release)`, `| Triage | No |`. */
const denyingMark =
  /^[^|:(\n.;,]{0,30}?\s*(?:\||:|\?|\(|[–—-] )[\s*_]*(?:(?:no|none|n\/a|✗|✘|❌)\s*[.)]?\s*(?:\||$)|(?:not (?:in|yet|part of|included|supported|available|offered|provided|covered|applicable)\b|excluded\b|out of scope\b|outside (?:the )?scope\b))/iu;

/** Whether what follows it in its sentence denies it: “prescribing is not supported”. */
function deniedAfter(before: string, after: string): boolean {
  const between = (denyingPredicate.exec(after) ?? doneElsewhere.exec(after))?.[1];
  if (between === undefined) return false;
  const clause = before.split(/[.,;:!?()]|\b(?:and|or)\b/iu).at(-1) ?? "";
  if (subjectWord.test(clause) || subjectWord.test(between)) return false;
  const singular = /^(?:is|was)\b/iu.test(after.slice(between.length).trimStart());
  return !(singular && /\band\b/iu.test(between));
}

/** How something is denied: by the words before it, beginning with the denial, or otherwise. */
export type Denial = { readonly by: string | null };

/**
 * How a text says that what stands at `start`–`end` is not so, from the words around it in its
 * sentence and line; null where it does not. It parses no grammar: the cases it knows are those of its test.
 */
export function denialOf(
  text: string,
  sentence: { readonly start: number; readonly end: number },
  start: number,
  end: number,
): Denial | null {
  const before = text.slice(Math.max(sentence.start, start - sight), start);
  const after = text.slice(end, Math.min(sentence.end, end + sight));
  const restOfLine = /^[^\r\n]*/u.exec(text.slice(end, end + sight))?.[0] ?? "";
  if (denyingMark.test(restOfLine)) return { by: null };
  const denied = deniedBefore(before);
  if (denied === null) return deniedAfter(before, after) ? { by: null } : null;
  const asserts = condition.test(after.trimStart()) || losesIt.test(denied) || isLost.test(after);
  return asserts ? null : { by: denied };
}

/** Whether a text says that what stands at `start`–`end` is not so. */
export const isDenied = (
  text: string,
  sentence: { readonly start: number; readonly end: number },
  start: number,
  end: number,
): boolean => denialOf(text, sentence, start, end) !== null;
