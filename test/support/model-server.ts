import { HttpResponse } from "msw";
import { openFaultyModel, type Act, type Asked } from "./faulty-model-server.ts";

type Give = () => Response | Promise<Response>;

const given: { answers: readonly Give[]; asked: Asked[] } = { answers: [], asked: [] };

/** A response as msw makes them; its error is a connection that is reset. */
const giveNext =
  (asked: Asked): Act =>
  async (response) => {
    const { answers } = given;
    const answer = answers[Math.min(given.asked.length, answers.length - 1)];
    if (answer === undefined) throw new Error("expected an answer to give");
    given.asked.push(asked);
    const made = await answer();
    if (made.type === "error") {
      response.socket?.resetAndDestroy();
      return;
    }
    response.writeHead(made.status, Object.fromEntries(made.headers));
    response.end(Buffer.from(await made.arrayBuffer()));
  };

/** One for a whole test file; it ends with the file's process. */
const server = await openFaultyModel(giveNext);

export const modelUrl = server.url;

export const makeProblem = (status: number, code: string, message: string): Response =>
  HttpResponse.json({ error: { message, type: "error", param: null, code } }, { status });

/** Answers one after the other, the last one again and again; says what it was asked. */
export function serveModel(...answers: Give[]): Asked[] {
  given.answers = answers;
  given.asked = [];
  return given.asked;
}
