import { createDispatcher } from "../../src/app/dispatch.ts";
import type { Clock, Drafter, Store } from "../../src/app/ports.ts";
import { createUseCases, type Call } from "../../src/app/use-cases.ts";
import { draftOffline, offlineDrafter } from "../../src/domain/draft/offline.ts";
import { openEmbeddedStorage, openPostgresStorage, type Storage } from "../../src/infra/db/open.ts";
import { localOrganisation } from "../../src/infra/db/organisations.ts";
import { createHashingEmbedder } from "../support/hashing-embedder.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { loadVocabulary } from "../../src/infra/files/vocabulary.ts";
import { uuidIds } from "../../src/infra/ids.ts";
import { office } from "../../src/infra/office/office.ts";
import { randomSecrets } from "../../src/infra/secrets.ts";
import { makeBank } from "../support/make-bank.ts";
import { makeScriptedModel } from "../support/scripted-model.ts";
import type { Target } from "./messages.ts";

export type Work = {
  readonly call: Call;
  /** As it is, without what `wrap` put around it. */
  readonly store: Store;
  close(): Promise<void>;
};
type WorkOptions = {
  readonly clock: Clock;
  readonly wrap?: (store: Store) => Store;
};

const offline: Drafter = {
  ...offlineDrafter,
  sendsTo: null,
  draft: (input) => Promise.resolve(draftOffline(input)),
};

/** No waiting for a lock: whatever held the data folder is dead, and its lock is to be taken at once. */
const openStorage = (target: Target, clock: Clock): Promise<Storage> =>
  target.kind === "postgres"
    ? openPostgresStorage(target.url, clock)
    : openEmbeddedStorage({
        dataDir: target.dataDir,
        kind: "command",
        command: "crash",
        clock,
        waitMs: 0,
        onFault: (error) => {
          throw error;
        },
      });

/** As `compose` puts it together, with a small bank, a clock that can be moved and a store to be wrapped. */
export async function openWork(target: Target, options: WorkOptions): Promise<Work> {
  return composeWork(await openStorage(target, options.clock), options);
}

export async function composeWork(
  storage: Storage,
  { clock, wrap = (store) => store }: WorkOptions,
): Promise<Work> {
  const store = wrap(storage.store);
  const vocabulary = await loadVocabulary();
  const useCases = createUseCases({
    store,
    vocabulary,
    bank: makeBank(),
    embedder: createHashingEmbedder(),
    drafter: offline,
    model: makeScriptedModel(await loadPrompts()).model,
    loadPrompts: () => loadPrompts(),
    secrets: randomSecrets,
    office,
  });
  const organisation = localOrganisation;
  const call = createDispatcher(useCases, {
    store,
    clock,
    ids: uuidIds,
    organisation,
    mode: "local",
  });
  await call("bank.import", {});
  return { call, store: storage.store, close: () => storage.close() };
}
