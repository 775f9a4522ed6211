import { describe, expect, test } from "vitest";
import { AppError, errorCodes, faultSentence } from "../../src/app/errors.ts";
import type { Call } from "../../src/app/use-cases.ts";
import { statusOfCode } from "../../src/http/errors.ts";
import { at, createClient, refusalOf } from "./support/client.ts";

/** A door behind which every call ends so. */
const throwing =
  (error: unknown): Call =>
  () => {
    throw error;
  };
const get = async (error: unknown) => {
  const client = await createClient(throwing(error));
  const params = { product: "p" };
  const answer = await client.send("GET", "/api/products/{product}", { params });
  return { ...answer, faults: client.faults };
};

describe("a refusal", () => {
  test.each(errorCodes)("%s is answered with its status, code and sentence", async (code) => {
    const client = await createClient(throwing(new AppError(code, "What to do.")));
    const answer = await client.app.request(...at("/api/account"));
    expect(answer.status).toBe(statusOfCode[code]);
    expect(await answer.json()).toEqual({
      error: {
        code,
        message: "What to do.",
        requestId: answer.headers.get("x-request-id"),
      },
    });
    expect(client.faults).toEqual([]);
  });

  test("every status is a refusal's, none a success or a redirection", () => {
    for (const status of Object.values(statusOfCode)) expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe("a client that goes away", () => {
  test.each([undefined, "Client connection prematurely closed."])(
    "has its request given up, which is no fault",
    async (reason) => {
      const gone = new AbortController();
      const call: Call = (_verb, _input, { signal } = {}) => {
        gone.abort(reason);
        signal?.throwIfAborted();
        throw new Error("the request was not given up");
      };
      const client = await createClient(call);
      await client.app.request(...at("/api/account", { signal: gone.signal }));
      expect(client.faults).toEqual([]);
    },
  );

  test("does not hide a fault", async () => {
    const gone = new AbortController();
    const call: Call = () => {
      gone.abort();
      throw new Error("disk full");
    };
    const client = await createClient(call);
    await client.app.request(...at("/api/account", { signal: gone.signal }));
    expect(client.faults).toHaveLength(1);
  });
});

describe("a fault", () => {
  const secret =
    "Failed query: insert into account values ($1) params: Dr Sam Okafor, 943 476 5919";

  test("says nothing of itself, is told once, and can be found by its id", async () => {
    const error = new Error(secret, { cause: new Error("duplicate key value (id)=(7)") });
    const answer = await get(error);
    expect(answer.status).toBe(500);
    const { code, message, requestId } = refusalOf(answer);
    expect(code).toBe("fault");
    expect(message).toBe(faultSentence(requestId));
    expect(answer.faults).toEqual([{ error, id: requestId }]);
    expect(answer.headers.get("x-request-id")).toBe(requestId);
    const everything = [answer.text, ...answer.headers.values()].join("\n");
    expect(everything).not.toMatch(/query|Okafor|5919|duplicate|at .+\.ts/u);
  });

  test("of a type that names itself like a refusal is a fault all the same", async () => {
    const disguised = Object.assign(new Error(secret), { name: "AppError", code: "not-found" });
    const answer = await get(disguised);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("Okafor");
  });

  test.each([[secret], [{ message: secret }], [null]])(
    "that is no Error is answered like any other",
    async (thrown) => {
      const answer = await get(thrown);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain("Okafor");
      expect(answer.faults).toHaveLength(1);
    },
  );
});
