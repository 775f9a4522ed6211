import type { Store, Tx } from "../../src/app/ports.ts";
import { $AuditBody } from "../../src/domain/audit/event.ts";

/** Told, within and after each transaction, which action it recorded. */
type Watcher = {
  /** Everything is written, and nothing is committed. */
  beforeCommit(action: string): Promise<void>;
  /** The commit was answered, and its caller knows nothing of it yet. */
  afterCommit(action: string): Promise<void>;
};

/** A store that is watched at the commits of what it records; the audit event says what that is. */
export function watchStore(store: Store, watcher: Watcher): Store {
  return {
    ...store,
    async transaction(organisation, work) {
      const actions: string[] = [];
      const result = await store.transaction(organisation, async (tx) => {
        const answer = await work(noteActions(tx, actions));
        for (const action of actions) await watcher.beforeCommit(action);
        return answer;
      });
      for (const action of actions) await watcher.afterCommit(action);
      return result;
    },
  };
}

const noteActions = (tx: Tx, actions: string[]): Tx => ({
  ...tx,
  audit: {
    ...tx.audit,
    async append(event) {
      await tx.audit.append(event);
      const { action, details } = $AuditBody.parse(JSON.parse(event.text));
      const which = details["step"] ?? (action === "run.call" ? details["key"] : undefined);
      actions.push(typeof which === "string" ? `${action} ${which}` : action);
    },
  },
});
