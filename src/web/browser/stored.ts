/**
 * What this browser keeps for itself. Where it may keep nothing (storage switched off, or full) reading
 * finds nothing and writing says so: no page depends on it.
 */
export function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Whether it was kept. */
export function write(name: string, value: string): boolean {
  try {
    localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

export function remove(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // What cannot be reached was not kept.
  }
}

export function namesWith(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
