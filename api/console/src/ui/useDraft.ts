import { useCallback, useState } from "react";

const PREFIX = "ledger.draft.";

interface Draft<T> {
  value: T;
  set: (change: T | ((before: T) => T)) => void;
  /** Forgets what was typed: after it was sent, or when the user starts over. */
  clear: () => void;
  /** Whether this was typed before, and not sent. */
  restored: boolean;
}

/**
 * What is typed into a form, kept over a reload of the page and over going away from it.
 *
 * Never for secrets: what is kept can be read by whoever uses this tab next.
 */
export function useDraft<T>(name: string, initial: T): Draft<T> {
  const key = PREFIX + name;
  const [{ value, restored }, setDraft] = useState(() => {
    const kept = stored<T>(key);
    return kept === undefined ? { value: initial, restored: false } : { value: kept, restored: true };
  });
  const set = useCallback(
    (change: T | ((before: T) => T)) =>
      setDraft((before) => {
        const next = typeof change === "function" ? (change as (before: T) => T)(before.value) : change;
        keep(key, next);
        return { value: next, restored: before.restored };
      }),
    [key],
  );
  const clear = () => {
    sessionStorage.removeItem(key);
    setDraft({ value: initial, restored: false });
  };
  return { value, set, clear, restored };
}

/** What is larger than what a browser keeps holds until the page is left. */
function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    sessionStorage.removeItem(key);
  }
}

function stored<T>(key: string): T | undefined {
  const text = sessionStorage.getItem(key);
  try {
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
