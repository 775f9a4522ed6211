import { parseVocabulary, type Vocabulary } from "../../../src/domain/facet/vocabulary.ts";

/** A vocabulary small enough to know by heart. */
export const makeVocabulary = (): Vocabulary =>
  parseVocabulary({
    capability: {
      prescribing: { label: "prescribing", cues: ["prescribe", "prescription"] },
      letter: { label: "clinical letter", cues: ["letter"] },
      dictation: { label: "dictation", cues: ["dictation"] },
      triage: { label: "triage", cues: ["triage"] },
      order: { label: "order for tests", cues: ["order tests", "ordering tests"] },
      result: { label: "test results", cues: ["result"] },
      note: { label: "note", cues: ["drafts * clinical note", "note"] },
    },
    technology: { "language-model": { label: "language model", cues: ["language model", "AI"] } },
    data: { audio: { label: "audio", cues: ["audio"] } },
    user: { nurse: { label: "nurse", cues: ["nurse"] } },
    setting: { ward: { label: "ward", cues: ["ward", "hospital ward"] } },
    population: { children: { label: "children", cues: ["children", "child"] } },
    phase: { upgrade: { label: "upgrade", cues: ["new version"] } },
  });
