/** Overrides of direction (UAX #9 §2.2). */
const override = /[\u202D\u202E]/u;

/** Whether a person may read other words than code does: “level ksir” under an override. */
export const isTurnedRound = (text: string): boolean => override.test(text);
