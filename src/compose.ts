import { createDispatcher } from "./app/dispatch.ts";
import type { Drafter } from "./app/ports.ts";
import { createBackground, type Background } from "./app/run/background.ts";
import { createUseCases, type Call } from "./app/use-cases.ts";
import type { LanguageModel as ModelConfig } from "./config/language-model.ts";
import type { Config } from "./config/load.ts";
import { draftOffline, offlineDrafter } from "./domain/draft/offline.ts";
import type { Prompts } from "./domain/prompt/prompt.ts";
import { systemClock } from "./infra/clock.ts";
import { localOrganisation } from "./infra/db/organisations.ts";
import {
  openEmbeddedStorage,
  openMemoryStorage,
  openPostgresStorage,
  ServedElsewhere,
  type Storage,
} from "./infra/db/open.ts";
import { createOpenAiCompatibleEmbedder } from "./infra/embed/openai-compatible.ts";
import { createWordVectorEmbedder } from "./infra/embed/word-vectors.ts";
import { createBankFiles } from "./infra/files/bank.ts";
import { loadPrompts } from "./infra/files/prompts.ts";
import { loadVocabulary } from "./infra/files/vocabulary.ts";
import { createForwardedCall } from "./infra/forward/client.ts";
import { openCallServer } from "./infra/forward/server.ts";
import { uuidIds } from "./infra/ids.ts";
import { createOpenAiCompatibleChat } from "./infra/llm/openai-compatible.ts";
import { createQueuedChat } from "./infra/llm/queue.ts";
import { office } from "./infra/office/office.ts";
import { randomSecrets } from "./infra/secrets.ts";

export type Hazid = {
  /** The one door to all use cases. */
  readonly call: Call;
  /** Runs that go on after whoever started them was answered. */
  readonly background: Background;
  /** Sentences about the record that somebody should read, found at the start. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
};
export type ComposeOptions = {
  /** `server` answers the calls of other processes, `command` may be answered by one. */
  readonly kind: "server" | "command" | "memory";
  readonly command: string;
  onProgress(sentence: string): void;
  onFault(error: unknown): string;
};

/** How long a command waits for another command to give the data folder free, in milliseconds. */
const waitForCommandMs = 5_000;

const offline: Drafter = {
  ...offlineDrafter,
  sendsTo: null,
  draft: (input) => Promise.resolve(draftOffline(input)),
};

/** Nothing is sent, nor LangChain loaded, before the first question. */
function openModel({ concurrency, contextTokens, budgetTokens, price, ...server }: ModelConfig) {
  const chat = createQueuedChat(createOpenAiCompatibleChat(server), concurrency);
  return { chat, contextTokens, budgetTokens, price };
}

/** Prompts are read when they are first wanted, and once. */
function createPrompts(): () => Promise<Prompts> {
  let prompts: Promise<Prompts> | undefined;
  return () => (prompts ??= loadPrompts());
}

function openStorage(config: Config, options: ComposeOptions): Promise<Storage> {
  if (options.kind === "memory") return openMemoryStorage(systemClock);
  if (config.databaseUrl !== null) {
    return openPostgresStorage(config.databaseUrl.reveal(), systemClock);
  }
  return openEmbeddedStorage({
    dataDir: config.dataDir,
    kind: options.kind,
    command: options.command,
    clock: systemClock,
    waitMs: options.kind === "command" ? waitForCommandMs : 0,
    onFault: (error) => void options.onFault(error),
  });
}

/** Puts everything together: the only place that knows which adapter stands behind which port. */
export async function compose(config: Config, options: ComposeOptions): Promise<Hazid> {
  let storage: Storage;
  // Read while the database opens in its own thread.
  const reading = loadVocabulary();
  const background = createBackground((error) => void options.onFault(error));
  try {
    storage = await openStorage(config, options);
  } catch (error) {
    await reading.catch(() => undefined);
    if (!(error instanceof ServedElsewhere)) throw error;
    const call = createForwardedCall(error.callSocket);
    return { call, background, warnings: [], close: () => background.close() };
  }
  try {
    const { store } = storage;
    const vocabulary = await reading;
    const bank = createBankFiles(vocabulary);
    const useCases = createUseCases({
      store,
      vocabulary,
      bank,
      embedder:
        config.embedder === null
          ? createWordVectorEmbedder()
          : createOpenAiCompatibleEmbedder(config.embedder),
      drafter: offline,
      model: config.languageModel === null ? null : openModel(config.languageModel),
      loadPrompts: createPrompts(),
      secrets: randomSecrets,
      office,
    });
    const call = createDispatcher(useCases, {
      store,
      clock: systemClock,
      ids: uuidIds,
      organisation: localOrganisation,
      // A record in memory is whoever's made it, and gone with them.
      mode: options.kind === "memory" ? "local" : config.access.kind,
    });
    const { onProgress } = options;
    await call("bank.import", {}, { onProgress, credential: { kind: "machine" } });
    const calls = options.kind === "server" ? await openCallServer(call, options.onFault) : null;
    if (calls !== null) await storage.announce(calls.socket);
    return {
      call,
      background,
      warnings: store.journalMismatches(),
      async close() {
        // Before the database: each run writes down where it stopped.
        await background.close();
        await calls?.close();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}
