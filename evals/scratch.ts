import { createDispatcher } from "../src/app/dispatch.ts";
import type { Drafter, Embedder, LanguageModel, Store } from "../src/app/ports.ts";
import { createUseCases, type Call } from "../src/app/use-cases.ts";
import { systemClock } from "../src/infra/clock.ts";
import { openMemoryStorage } from "../src/infra/db/open.ts";
import { localOrganisation } from "../src/infra/db/organisations.ts";
import { createBankFiles } from "../src/infra/files/bank.ts";
import { loadPrompts } from "../src/infra/files/prompts.ts";
import { loadVocabulary } from "../src/infra/files/vocabulary.ts";
import { uuidIds } from "../src/infra/ids.ts";
import { office } from "../src/infra/office/office.ts";
import { randomSecrets } from "../src/infra/secrets.ts";

type Parts = {
  readonly embedder: Embedder;
  readonly drafter: Drafter;
  readonly model?: LanguageModel | null;
};

/** The shipped bank in a record in memory, read by other parts than the product has. */
export async function withRecord<T>(
  { embedder, drafter, model = null }: Parts,
  work: (call: Call, store: Store) => Promise<T>,
): Promise<T> {
  const storage = await openMemoryStorage(systemClock);
  try {
    const { store } = storage;
    const vocabulary = await loadVocabulary();
    const bank = createBankFiles(vocabulary);
    const call = createDispatcher(
      createUseCases({
        store,
        vocabulary,
        bank,
        embedder,
        drafter,
        model,
        loadPrompts,
        secrets: randomSecrets,
        office,
      }),
      { store, clock: systemClock, ids: uuidIds, organisation: localOrganisation, mode: "local" },
    );
    await call("bank.import", {}, { credential: { kind: "machine" } });
    return await work(call, store);
  } finally {
    await storage.close();
  }
}
