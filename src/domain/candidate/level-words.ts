import { foldLetters } from "../text/folded-words.ts";
import { lexiconOf } from "./join-words.ts";

const words = (list: string): ReadonlySet<string> =>
  new Set(
    foldLetters(list)
      .split(/\s+/u)
      .filter((word) => word !== ""),
  );

/** What is rated, by words that mean little else in a hazard log. */
const ratedOnly = words(
  `severity severities likelihood likelihoods probability probabilities acceptability tolerability
   criticality detectability`,
);
/** What is rated, by words that also say what happens: `the consequence is severe pain`. */
const ratedToo = words(
  "risk risks consequence consequences impact impacts harm harms chance chances odds occurrence hazard",
);
/** French, German, Welsh, Polish, Spanish, Italian: drafts are in English, so these say nothing else. */
const ratedElsewhere = words(
  `gravité sévérité probabilité vraisemblance risque risques criticité
   schweregrad schwere wahrscheinlichkeit eintrittswahrscheinlichkeit risiko risiken ausmaß auswirkung
   difrifoldeb tebygolrwydd risg risgiau perygl canlyniad
   ciężkość dotkliwość prawdopodobieństwo ryzyko ryzyka skutek skutki
   gravedad severidad probabilidad riesgo riesgos gravità probabilità rischio rischi`,
);

const grades = words(
  `catastrophic disastrous major considerable significant minor negligible moderate severe serious
   critical marginal insignificant extreme high low medium substantial small slight slim minimal
   elevated intermediate trivial grave red amber green`,
);
/** Grades that describe harm without rating it: `serious harm`, `significant harm` to a child. */
const describing = words("serious severe significant grave critical");
const gradesElsewhere = words(
  `élevé élevée élevés élevées faible faibles moyen moyenne majeur majeure mineur mineure grave
   modéré modérée négligeable critique
   hoch hohe hohes hoher hohen niedrig niedrige niedriges niedriger gering geringe geringes geringer
   mittel mittlere mittleres mittlerer schwer schwerwiegend erheblich kritisch
   uchel isel canolig mawr bach difrifol sylweddol
   wysoki wysoka wysokie wysokiego niski niska niskie niskiego średni średnia średnie poważny poważna
   poważne duże duży duża małe mały mała znaczne znaczny znaczna krytyczny krytyczna krytyczne
   alto alta bajo baja medio media mayor menor elevato elevata basso bassa`,
);

const chances = words(
  "likely unlikely probable improbable rare remote frequent infrequent occasional incredible",
);
const verdicts = words("acceptable unacceptable tolerable intolerable undesirable accepted alarp");
/** Levels of other languages that need nothing beside them. */
const plainLevels = words(
  `catastrophique unwahrscheinlich wahrscheinlich katastrophal inakzeptabel akzeptabel vernachlässigbar
   tebygol annhebygol derbyniol annerbyniol trychinebus
   prawdopodobne prawdopodobny nieprawdopodobne katastrofalny katastrofalna katastrofalne
   dopuszczalne dopuszczalny niedopuszczalne niedopuszczalny akceptowalne akceptowalny
   catastrófico catastrófica inaceptable aceptable probabile improbabile accettabile inaccettabile`,
);
const numbers = words("one two three four five six seven eight nine ten ii iii iv v");
const nothing = words("no zero nil none");
const certain = words("certain possible inevitable");

const scales = words(
  "level levels rating ratings score scores class classification category grade band rank index estimate stufe niveau lefel poziom",
);
const degrees = words(
  `very extremely highly quite fairly rather almost broadly relatively really so moderately only
   still probably therefore thus clearly generally entirely fully most more sehr très bardzo iawn peu mało muy molto`,
);
const copulas = words(
  `is are was were be been being would will could may might can should seems seem appears remains
   remain becomes stays equals ist sind wird est sont sera serait jest są yw ydy mae yn es è`,
);
const rating = words(
  `rated rating assessed judged considered deemed estimated classed classified graded scored ranked
   categorised categorized set put placed regarded seen assigned given described`,
);
const fillers = words("a an the as at to of and both clinically here now not");
const poses = words(
  "pose poses posed posing carry carries carrying present presents represent represents constitute constitutes create creates bring brings give gives mean means has have makes creating presenting",
);

/** What a rating of the hazard would be of. */
const hazardNouns = words(
  "hazard hazards harm scenario situation event outcome mishap error errors failure failures issue candidate incident consequence",
);
const pronouns = words("this it that");
/** Who or what has a clinical risk of its own. */
const people = words(
  `patient patients person people woman women man men child children baby babies adult adults those
   someone anyone somebody mother mothers resident residents her his their whose group groups`,
);
/** Clinical states and their nouns: their severity and risk are the patient's. */
const clinical = words(
  `illness disease reaction reactions pain asthma symptom symptoms allergy depression frailty fall falls
   bleeding suicide self cardiovascular heart sepsis stroke ligature infection clot thrombosis vte
   fracture cancer pregnancy violence genetic hereditary familial anaesthetic surgical ulcer
   malnutrition choking aspiration readmission relapse interaction alert alerts diabetes kidney injury
   deterioration delirium haemorrhage survival recovery test pretest match condition wound burn`,
);
const functionWords = words(
  `a an the of to for from in on at by with without and or but nor so if as than then that which who
   when while because before after until unless is are was were be been being would will could may
   might can should has have had does do did not no here there now overall`,
);
const happening = words(
  "happen happens happened happening occur occurs occurred occurring arise arises arising recur recurs materialise materialises realised",
);
const seldom = words("rarely seldom frequently often occasionally regularly hardly sometimes");
const units = words(
  "mg g kg ml l mcg microgram micrograms units unit tablets hours days weeks cm mm mmol",
);

/** The parts that words play in saying a level. */
export const roles = {
  ratedOnly,
  ratedToo,
  ratedElsewhere,
  grades,
  describing,
  gradesElsewhere,
  chances,
  verdicts,
  plainLevels,
  numbers,
  nothing,
  certain,
  scales,
  degrees,
  copulas,
  rating,
  fillers,
  poses,
  hazardNouns,
  pronouns,
  people,
  clinical,
  functionWords,
  happening,
  seldom,
  units,
} as const;
export type Role = keyof typeof roles;

/** Words that are looked for however they are split or run together. */
export const joinable = lexiconOf(
  [
    ratedOnly,
    ratedToo,
    ratedElsewhere,
    grades,
    gradesElsewhere,
    chances,
    verdicts,
    plainLevels,
    scales,
    words("very"),
  ].flatMap((list) => [...list]),
);
