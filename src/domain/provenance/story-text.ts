import type { Story } from "./story.ts";
import { quoted, sayMoment } from "./words.ts";

/** A story as plain text, a paragraph a moment, each with the audit event that keeps it. */
export function toStoryText({ title, words, moments, standing }: Story): string {
  const told = moments.map(({ at, event, sentences }) => {
    const kept = event === null ? "" : ` [event ${event.sequence}, ${event.hash.slice(0, 12)}]`;
    return `${at === "" ? "" : `${sayMoment(at)}. `}${sentences.join(" ")}${kept}`;
  });
  const head = words === null ? title : `${title}: ${quoted(words)}`;
  return `${[head, ...told, standing.join(" ")].join("\n\n")}\n`;
}
