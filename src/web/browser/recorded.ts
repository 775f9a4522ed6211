import { allEntries, removeEntry } from "./kept-entry.ts";

/** The server's word, in a cookie of its own, that the forms with these keys are recorded. */
const cookieName = "hazid-recorded";

function recordedKeys(): string[] {
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${cookieName}=`));
  return found === undefined ? [] : found.slice(cookieName.length + 1).split(".");
}

/** What is in the record need not be kept here any longer. */
export function forgetRecorded(): void {
  const keys = new Set(recordedKeys());
  if (keys.size === 0) return;
  for (const { place, entry } of allEntries()) {
    if (entry.key !== null && keys.has(entry.key)) removeEntry(place);
  }
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookieName}=; Path=/; Max-Age=0; SameSite=Strict${secure}`;
}
