/** A description that meets most of the fixture bank: it states what it is for, does, uses and whom for. */
export const makeDescription = (name = "Sablewick", lines: readonly string[] = []): string =>
  [
    `# ${name}`,
    "",
    `${name} is an ambient voice documentation product.`,
    "",
    "**Intended use:** to help clinicians document consultations by drafting the consultation note from the conversation.",
    "",
    "**Users:** GPs and practice nurses. **Care settings:** GP surgeries in England.",
    "",
    "## How it works",
    "",
    "1. The room microphone picks up the visit and speech recognition makes a transcript.",
    "2. A large language model drafts the consultation note in the clinician's template.",
    "3. The clinician approves the draft and the note is written back to the patient's record.",
    "",
    "Consultations with people who speak limited English are supported with an interpreter.",
    ...lines,
    "",
  ].join("\n");

/** The NHS number of the NHS's own examples, with a check digit that holds. */
export const exampleNhsNumber = "943 476 5919";
