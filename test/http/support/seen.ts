import { z } from "zod";
import type { Answer, Client } from "./client.ts";

export const written = {
  name: "Letter to the wrong practice",
  hazard: "The letter goes to a practice that the patient has left.",
  effect: "The new practice does not learn of the changed dose.",
  harm: "The patient takes the old dose.",
  causes: [
    { text: "The address book is out of date.", kind: "data" },
    { text: "Nobody reads the envelope.", kind: "human" },
  ],
  controls: [
    { text: "Look the practice up before sending.", type: "design", owner: "maker", actsOn: [1] },
  ],
} as const;

/** What a client does about one hazard or suggestion of a product, as it was shown. */
export function createDesk(client: Client, product: string) {
  const suggestionTag = async (suggestion: string): Promise<string> => {
    const params = { suggestion: `${product}/${suggestion}` };
    const shown = await client.send("GET", "/api/suggestions/{suggestion}", { params });
    return shown.headers.get("etag") ?? "";
  };
  const hazardTag = async (hazard: string): Promise<string> => {
    const params = { hazard: `${product}/${hazard}` };
    const shown = await client.send("GET", "/api/hazards/{hazard}", { params });
    return shown.headers.get("etag") ?? "";
  };
  return {
    suggestionTag,
    hazardTag,
    /** The hash inside an entity tag. */
    hashOf: async (hazard: string): Promise<string> =>
      (await hazardTag(hazard)).replaceAll('"', ""),
    /** A number of a hazard written by hand. */
    async write(content: object = written): Promise<string> {
      const sent = { params: { product }, json: content };
      const added = await client.send("POST", "/api/products/{product}/hazards", sent);
      return z.object({ ref: z.string() }).parse(added.body).ref;
    },
    async hazard(
      hazard: string,
      verb: string,
      json: unknown,
      more: Readonly<Record<string, string>> = {},
    ): Promise<Answer> {
      const headers = "if-match" in more ? more : { "if-match": await hazardTag(hazard), ...more };
      return client.send("POST", `/api/hazards/{hazard}/${verb}`, {
        params: { hazard: `${product}/${hazard}` },
        headers,
        json,
      });
    },
    async suggestion(
      suggestion: string,
      verb: string,
      json: unknown,
      more: Readonly<Record<string, string>> = {},
    ): Promise<Answer> {
      const headers =
        "if-match" in more ? more : { "if-match": await suggestionTag(suggestion), ...more };
      return client.send("POST", `/api/suggestions/{suggestion}/${verb}`, {
        params: { suggestion: `${product}/${suggestion}` },
        headers,
        json,
      });
    },
  };
}
