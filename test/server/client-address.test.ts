import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { clientOf } from "../../src/server/client-address.ts";
import type { ServerEnv } from "../../src/server/env.ts";

const connected = "192.0.2.1";

async function addressOf(header: string | null, sent: string | null): Promise<string> {
  const app = new Hono<ServerEnv>();
  app.get("/", (c) => c.text(clientOf(c, header)));
  const headers = { ...(sent === null ? {} : { "x-forwarded-for": sent }) };
  const env = { incoming: { socket: { remoteAddress: connected } } };
  return (await app.request("/", { headers }, env)).text();
}

describe("the address of a client", () => {
  test.each([
    ["203.0.113.9", "203.0.113.9"],
    ["198.51.100.1, 203.0.113.9", "203.0.113.9"],
    ["198.51.100.1,203.0.113.9 ", "203.0.113.9"],
    ["2001:db8::7", "2001:db8::7"],
    ["[2001:db8::7]:4711", "[2001:db8::7]:4711"],
  ])("behind a proxy, of “%s”, is the last: %s", async (sent, expected) => {
    expect(await addressOf("x-forwarded-for", sent)).toBe(expected);
  });

  test.each(["unknown", "203.0.113.9, _hidden", "203.0.113.9,", "<b>", "a name with spaces"])(
    "“%s” names none, so that it is who connected",
    async (sent) => {
      expect(await addressOf("x-forwarded-for", sent)).toBe(connected);
    },
  );

  test("without the proxy's word it is who connected", async () => {
    expect(await addressOf("x-forwarded-for", null)).toBe(connected);
  });

  test("where no proxy is configured, what a client claims is not read", async () => {
    expect(await addressOf(null, "203.0.113.9")).toBe(connected);
  });
});
