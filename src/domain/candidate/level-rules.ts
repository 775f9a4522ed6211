import type { LevelRule } from "./level-phrase.ts";
import { beforeRated, ratings } from "./level-rules-rated.ts";
import { bySubject, occurrence } from "./level-rules-said.ts";
import { alone, numeric } from "./level-rules-numbers.ts";

/** Every way of stating a level that is known, each with its example. */
export const levelRules: readonly LevelRule[] = [
  ...ratings,
  ...beforeRated,
  ...bySubject,
  ...occurrence,
  ...numeric,
  ...alone,
];
