import { wordsOf } from "../text/words.ts";
import { isDeedStem, isSomebody } from "./purpose-words.ts";

/** Headings under which makers say how a product is made, kept and run. */
const aboutItself =
  /^(?:the )?(?:data|ai|access|models?|components|suppliers|technology)$|\b(?:(?:data|information|records?) (?:held|stored|kept|protection|retention|flows?|model)|retention|audit|integrations?|interfaces?|connect(?:ions|ivity)|interoperability|standards?|hosting|infrastructure|security|governance|privacy|compliance|conformity|regulatory|regulation|certifications?|accreditation|assurance|training|implementation|onboarding|maintenance|(?:service|help) ?desk|contracts?|pricing|licensing|access control|sign[- ]?in|authentication|availability|service levels?|third[- ]part(?:y|ies))\b/iu;

const time =
  "(?:(?:for|after|within|until) (?:up to |at least |a |the )?(?:\\d|one|two|three|six|seven|eight|ten|twenty|thirty|life|year|month|week|day|minimum|contract|retention)|\\d+ (?:year|month|week|day)s?)";
const place =
  "(?:in|on|at|within|by) (?:(?:the|an?|our|their|its|two) )?(?:(?:secure|encrypted|private|dedicated|uk|british|european|nhs|trust|supplier'?s?|microsoft|amazon|google) ){0,3}(?:uk|eu|england|scotland|wales|london|azure|aws|amazon|google|microsoft|cloud|data ?cent|server|database|tenan|rest\\b|region|premises)";
/** Lines that say what is kept and how, where it runs, with what it connects, and what else is done about it. */
const matters: readonly RegExp[] = [
  /\b(?:stores?|holds?|keeps?|retains?)\b[^.;]{0,80}\b(?:data|records|recordings?|audio|images?|photographs?|photos?|videos?|results?|details|demographics|letters|notes|medicines|allergies|observations|history|transcripts?|cop(?:y|ies)|information|messages|names?)\b/iu,
  /\bdata (?:held|stored|kept|retained|recorded|items?)\b|\bretention\b|\b(?:retained|archived|purged|encrypted|encrypts?|backed up|back-?ups?)\b/iu,
  /\b(?:is|are|be) (?:\w+ly )?stored\b(?! (?:in|on|with|against) (?:the|each|every|their) (?:patient|gp|record|epr|ehr|chart|notes))/iu,
  new RegExp(
    `\\b(?:held|kept|stored|deleted|destroyed|anonymised)\\b[^.;]{0,40}?\\b(?:${time}|${place}|securely|indefinitely|permanently)`,
    "iu",
  ),
  new RegExp(
    `\\bhosted\\b|\\bdata ?cent(?:re|er)s?\\b|\\b(?:runs?|deployed|installed) ${place}`,
    "iu",
  ),
  /\b(?:integrat(?:es?|ed|ion|ions)|interfac(?:es?|ed)|connect(?:s|ed|ion|ions)?|interoperates?|interoperable|compatible|linked|exchanges? (?:data|messages|information)) (?:\w+ ){0,2}?(?:with|to)\b/iu,
  /\b(?:HL7|FHIR|APIs?|MESH|ADT|LDAP|SAML|OAuth2?|IHE|openEHR|ORU|EDIFACT)\b/u,
  /\baudit (?:trail|log)s?\b|\b(?:is|are) (?:\w+ly )?(?:logged|audited)\b|\blogs (?:all|every|each|who)\b/iu,
  /^(?:it|we|(?:the|this) \w+|\p{Lu}[\w-]*) (?:is|are) (?:\w+ly )?used (?:by|in|at|on)\b/u,
  /\b(?:single sign-?on|smart ?cards?|role-?based|(?:two|multi)-factor|passwords?|(?:logs?|signs?) in (?:with|by|through)|CIS2)\b/iu,
  /\b(?:DCB ?01(?:29|60)|DTAC|DSPT|ISO ?\d{4,5}|cyber essentials|penetration test\w*|UKCA|CE[- ]mark\w*|MHRA|UK ?MDR|GDPR|DPIA|WCAG|ICO|clinical safety (?:case|officer))\b|\b(?:is|are|not) (?:\w+ ){0,4}medical device\b|\bclass (?:I|II|IIa|IIb|III) (?:\w+ ){0,2}device\b/iu,
  /\b(?:service desk|help ?desk|(?<!decision )support (?:is|desk|line|team|hours|contract)|(?:technical|telephone|email|24\/7) support|(?:staff|user) training|training (?:is|takes|course|materials|package|before)|e-?learning|online course|user guide|go-?live|implementation|onboarding|uptime|service levels?)\b/iu,
];

/** “It does not check allergies, which is done in the ePMA”: what else is named there is not done either. */
const denies =
  /^(?:it|we|they|there|(?:the|this|our) (?:\w+ )?\w+|\p{Lu}[\w-]*) (?:(?:does|do|is|are|will|can|has|have)\s*(?:not|n['’]t)|cannot|never)\b(?!.*(?:;|\b(?:but|instead|only|until|without|unless)\b))/isu;

/** Verbs of keeping and of joining up: by themselves they do nothing for anybody in care. */
const isKeeping =
  /^(?:stor|hold|keep|connect|link|read|access|compl|support|integrat|import|export|exchang|includ|cover|log|host|run|us|tak)/u;
const beforeVerb =
  /^(?:to|can|will|may|and|then|who|which|that|it|they|we|staff|app|system|service|tool|product)$/iu;
const beforeNoun =
  /^(?:the|an?|all|each|every|any|of|their|its|our|such|other|for|in|with|on|from|by|patient|test|clinical|audit|logs?|trails?)$/iu;
const afterNoun =
  /^(?:and|or|are|is|was|were|be|in|of|for|from|by|with|on|at|as|held|kept|stored|that|which)$/iu;
const isDone =
  /\b(?:is|are) (?:\w+ly )?(?:sent|written|filed|shown|displayed|posted|booked|ordered|dispatched|alerted|notified|told|drafted|printed|routed|flagged|matched|sorted|prioritised|transferred|forwarded|returned|asked|reminded|called|invited|warned)\b/iu;

/** Whether something is done in it: a verb of doing stands where a verb does. */
function saysDeed(text: string): boolean {
  if (isDone.test(text)) return true;
  const words = wordsOf(text);
  const surface = words.map(({ start, end }) => text.slice(start, end));
  return words.some(({ stem, end }, i) => {
    if (!isDeedStem(stem) || isKeeping.test(stem)) return false;
    const word = surface[i] ?? "";
    const before = surface[i - 1] ?? "";
    const after = surface[i + 1] ?? "";
    const ends = after === "" || /^\s*[,.;:)|]/u.test(text.slice(end, end + 4));
    if (ends || afterNoun.test(after)) return false;
    if (/[^s]s$/u.test(word)) return !beforeNoun.test(before);
    if (/(?:ed|ing)$/u.test(word)) return false;
    return beforeVerb.test(before) || isSomebody(before);
  });
}

/**
 * Whether a line tells only of the product itself: what data it holds and for how long, where it runs,
 * with what it connects, who uses, audits and supports it, or what it does not do. Nothing is done in it for somebody in care.
 */
export const isAboutItself = (text: string, section: string): boolean =>
  denies.test(text) ||
  ((aboutItself.test(section.trim()) || matters.some((matter) => matter.test(text))) &&
    !saysDeed(text));
