import { contentStems, stemOf, wordsOf } from "../text/words.ts";

const stemsOf = (words: string): ReadonlySet<string> =>
  new Set(words.trim().split(/\s+/u).map(stemOf));

/** People, places and matter of health care: one of these makes a purpose one of health care. */
const healthCare =
  /\b(?:clinic\w*|doctors?|nurs\w+|patients?|gps?|physicians?|consultants?|surgeons?|ana?esthe\w+|dent\w+|optom\w+|pharmac\w+|wards?|carers?|caregivers?|hospitals?|hospices?|midwi\w+|maternity|pregnan\w+|antenatal|paramedics?|ambulance\w*|crews?|call handlers?|therap\w+|physio\w*|diet[ei]\w+|radio\w+|patholog\w+|laborator(?:y|ies)|labs?|health\w*|triage\w*|referrals?|appointments?|medic\w+|drugs?|doses?|dosing|prescri\w+|vaccin\w+|insulin|blood|sepsis|cancer|diabet\w+|asthma|stroke|wounds?|symptoms?|diagnos\w+|screening|treatment|observations|vital signs|discharge|admission|theatres?|surgery|surger(?:y|ies)|care|practices?|trusts?|nhs|people|residents?|parents?|children|babies|adults|social workers?|coroners?|mortuary|donors?|transfus\w+|immuni[sz]\w+|child|bab(?:y|ies)|infants?|newborns?|mothers?|wom[ae]n|allerg\w+|seizures?|epilep\w+|dementia|injur\w+|infections?|diseases?|tumours?|biops\w+|ecgs?|ctgs?|oxygen|glucose|infusions?|catheters?|dialysis|opticians?|kidneys?|hearts?|falls|hearing aids?|icu|itu|hdu|a&e|sedat\w+|intensive|pain|prosthe\w+|inhalers?|scans?|x-rays?|imaging|specimens?|samples?)\b/iu;

/** What a product is called when it is not called by its name. */
const productNoun =
  "(?:app|application|system|service|module|product|tool|platform|software|device|website|web ?page|site|portal|database|register|registry|dashboard|component|engine|chat ?bot|bot|assistant|programme|package|suite|calculator|add[- ]on|plug[- ]in|extension|help ?line|pathway|standard|specification|kiosk|board|tracker|viewer|hub|feed|script|spreadsheet|diary|planner|algorithm|model|solution|record|list|library|integration|interface|display|machine|monitor|form|questionnaire|checker|scribe|messenger|gateway|bridge|repository|map|network|set of \\w+)";

/** Verbs that say that somebody is served, and not how. */
const serving =
  /^(?:helps?|lets?|allows?|enables?|supports?|assists?|guides?|gives?|offers?|provides?|serves?|makes?)$/iu;

/** Verbs of what a product does by itself. */
const deeds = stemsOf(`
  accept add alert allocate analyse analyze answer arrange ask assign authorise book bring build calculate call capture
  carry chart check classify code collect combine compare compute connect convert copy count create decide deliver detect
  direct dispatch dispense display distribute divert document draft draw enter estimate exchange extract file fill find
  flag follow forward generate group guide hand hold identify import inform invite issue join keep label let link list
  listen locate look lookup manage map mark match measure message monitor move notify offer open order organise pass pick
  place plan post predict prepare prescribe present print prioritise process produce prompt propose publish pull put rank
  read receive recommend reconcile record redirect refer register release remind rent replace reply report request
  retrieve return review ring route scan schedule score screen search see select send sequence set share show sign sort
  store stream submit suggest summarise supply support swap take tell text titrate track transcribe transfer translate
  transmit triage turn type update upload validate verify view warn watch weigh work write administer advise apply attach
  change choose cover deal dictate download edit escalate fetch gather get help hear highlight infer interpret log make
  merge note observe pair plot recall reserve respond revise run save segment serve signpost split stop survey switch
  teach test train tidy treat visit walk drive raise inject dose fax photograph film push touch tap press handle rewrite reword simplify unlock lock scribe encrypt redact sound ping beep light`);

export const isDeedStem = (stem: string): boolean => deeds.has(stem);

/** Words of praise and promise, which say nothing of what is done. */
const fog = stemsOf(`
  accelerate achieve advanced agile aim ambition amazing award beautiful benefit best better beyond boost brand bring
  business care challenge change committed complete comprehensive confidence connected continuous costs create cutting
  data deliver delivery delight design dedicated digital disrupt drive dynamic ecosystem edge efficient efficiency
  effortless elevate empower enable end engage engaging enhance enterprise everyone everything excellence exceptional
  excited experience expert faster first flexible focus forward free friendly full fully fundamentally future game
  generation give goal great greater happier harness health healthcare healthier heart help holistic idea imagine improve
  improvement industry innovate innovation innovative insight inspire inspiring integrated intelligence intelligent
  intended intuitive job journey landscape lead leading let leverage life lives love loved make maker matter mission
  modern more need needs new next offer optimal optimise organisation outcome outstanding own paradigm partner passion
  people performance personalised platform point possible potential power powerful premium proactive product productivity
  professional proud proven provide purpose quality radical ready real reality redefine reimagine reinvent reliable
  rethink revolution revolutionary revolutionise rich robust scalable scale seamless secure sector service sleek simple
  simpler simplify simply single smart smarter smooth software solution solve stack stakeholder standard state
  streamline strive success superior support sustainable synergy system tailored team technology thing thrive time today
  together tomorrow tool top transform transformation transformative trust trusted truly ultimate unify unique unleash
  unlock unparalleled unrivalled value vision way win world works year
  built class called dedicated built-in able thinking digital-first everywhere anywhere really patient clinician clinical
  doctor nurse hospital medicine medical nhs ward practice provider carer staff user
  actionable frontline measurable quality safety safer high experience mind ground supplier company market cloud base web online mobile app application module suite saas area country nation national
  workforce workplace model allow helps lets meant designed enables aims used`);

/** A price, an offer, a way to buy or the law: no purpose, whatever else it names. */
const commerce =
  /[£€$]\s?\d|\b(?:per (?:user|seat|month|year|annum|licen[cs]e)|licen[cs]e fees?|price[sd]?|pricing|subscription|discounts?|invoices?|ex(?:cl)?\.? vat|plus vat|all rights reserved|(?:registered )?trade ?marks?|registered in (?:England|Wales|Scotland)|please find|(?:is|are) (?:attached|enclosed)|terms and conditions|shall|minutes of|apologies|copyright|contact (?:us|sales)|book a demo|request a demo|get in touch)\b/iu;

/** Matter of which a product is made or run, and what happened to it. */
const build =
  /\b(?:written in|built (?:in|on|with|by)|hosted (?:in|on|by)|runs (?:in|on)|deployed (?:on|in|to)|containers?|kubernetes|docker|typescript|javascript|kotlin|python|postgres\w*|sql|rest(?:ful)? (?:api|interface)|json|csv|openid|oauth|single sign-on|data cent(?:re|er)s?|screens? (?:are|is)|tiles?|dark theme|iso 27001|cyber essentials|penetration test\w*|founded|headquarter\w*|employs|investors?|funding|award)\b/iu;

export const namesHealthCare = (said: string): boolean => healthCare.test(said);
export const isCommerce = (said: string): boolean => commerce.test(said);
export const isOfBuild = (said: string): boolean => build.test(said);

/** How many words of a sentence say something, praise, promise and the names of those served apart. */
export const concreteWords = (said: string): number =>
  contentStems(said.replaceAll(/\bn't\b/gu, " ")).filter(
    (stem) => !fog.has(stem) && !/^\d+$/u.test(stem),
  ).length;

/** Whether a verb of doing stands among the first words, before or after an adverb. */
export function beginsWithDeed(predicate: string, within = 4): boolean {
  return wordsOf(predicate)
    .slice(0, within)
    .some(({ stem, start, end }) => deeds.has(stem) && !/^\d/u.test(predicate.slice(start, end)));
}

/** Verbs of what a thing is, has or costs, by which it does nothing for anybody. */
const state =
  stemsOf(`has is was does uses runs costs comes needs requires complies contains consists includes integrates adapts loads
  looks works feels wins won meets holds employs believes wants thinks knows loves says seems remains becomes means follows
  begins starts grows aims strives sits stands belongs depends relies conforms exceeds harmonises champions combines`);

/** Another verb in the third person, which may say what is done. */
export function isOpenDeed(predicate: string): boolean {
  const verb = /^[a-z]{3,}s\b(?!')/u.exec(predicate)?.[0];
  return verb !== undefined && !state.has(stemOf(verb)) && !fog.has(stemOf(verb));
}

/** “… to send discharge summaries”: what is done follows. */
export const isInOrderTo = (predicate: string): boolean =>
  [...predicate.slice(0, 200).matchAll(/\bto\s+(?=[a-z])/gu)].some(({ index, 0: to }) =>
    beginsWithDeed(predicate.slice(index + to.length), 1),
  );

/** Those who care or are cared for. */
const somebody =
  /\b(?:clinicians?|doctors?|nurses?|patients?|gps?|physicians?|consultants?|surgeons?|an(?:ae|e)sthetists?|dentists?|optometrists?|pharmacists?|dispensers?|technicians?|carers?|caregivers?|midwi(?:fe|ves)|paramedics?|crews?|call handlers?|call takers?|therapists?|physiotherapists?|dietitians?|radiographers?|radiologists?|pathologists?|scientists?|health visitors?|assistants?|practitioners?|staff|clerks?|secretar(?:y|ies)|receptionists?|porters?|coordinators?|managers?|people|residents?|parents?|mothers?|families|children|adults|women|men|social workers?|teams?|wards?|practices?|hospitals?|donors?|volunteers?|users?|phlebotomists?)\b/iu;
export const isSomebody = (said: string): boolean => somebody.test(said);

export const isServing = (verb: string): boolean => serving.test(verb);

/** “An app for …”, “a register that …”: what it is, and for whom or what. */
export const isThingFor = new RegExp(
  `^(?:an?|the|one|our)\\s+(?:[^.;:]{0,60}?[\\s-])?${productNoun}s?\\b[^.;:]{0,60}?\\b(?:for|that|which|where|to|used|with which|by which|in which|of|who|whose|on which|letting|helping|through which)\\b`,
  "iu",
);

/** A product called by its kind, anywhere in a sentence. */
export const namesAProduct = new RegExp(
  `\\b(?:it|we|(?:the|this|our|an?)\\s+(?:[\\w-]+\\s+){0,3}?${productNoun})\\b(?!['’])`,
  "iu",
);

/** Things that stand in a product as often as they are one. */
const partNoun =
  "(?:list|form|record|library|display|machine|monitor|network|map|board|screen|questionnaire|model|register|script|feed|page|diary)";

/** “It”, “this app”, “the system”, “our service”: the product, not by name. */
export const isProductPhrase = new RegExp(
  `^(?:it|we|(?!the\\s+(?:[\\w-]+\\s+){0,2}?${partNoun}\\b)(?:the|this|our)\\s+(?:[\\w-]+\\s+){0,3}?${productNoun})\\b(?!['’])`,
  "iu",
);
