import { useEffect, useRef, useSyncExternalStore } from "react";

export interface Shortcut {
  /** As `KeyHint` takes it: `j`, `mod k`, or a sequence such as `g a`. */
  keys: string;
  does: string;
  run: () => void;
}

/** How long the second key of a sequence may take. */
const SEQUENCE_MILLIS = 1_000;

const listeners = new Set<() => void>();
let shortcuts: readonly Shortcut[] = [];
let first: { key: string; at: number } | undefined;

/** A key that works as long as the component lives; the newest holds where two want the same. */
export function useShortcut(keys: string, does: string, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    const shortcut = { keys, does, run: () => latest.current() };
    change([...shortcuts, shortcut]);
    return () => change(shortcuts.filter((each) => each !== shortcut));
  }, [keys, does, enabled]);
}

/** The shortcuts that work at present, for the overlay that lists them. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shortcuts,
  );
}

function change(next: readonly Shortcut[]): void {
  if (shortcuts.length === 0 && next.length > 0) {
    window.addEventListener("keydown", onKey);
  } else if (next.length === 0) {
    window.removeEventListener("keydown", onKey);
  }
  shortcuts = next;
  listeners.forEach((listener) => listener());
}

function onKey(event: KeyboardEvent): void {
  const modified = event.metaKey || event.ctrlKey;
  if (event.defaultPrevented || event.altKey || (!modified && isTaken(event.target))) {
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const sequence = first && event.timeStamp - first.at < SEQUENCE_MILLIS ? `${first.key} ${key}` : undefined;
  first = undefined;
  const found = find(modified ? `mod ${key}` : (sequence ?? key)) ?? (modified ? undefined : find(key));
  if (found) {
    event.preventDefault();
    found.run();
  } else if (!modified && shortcuts.some(({ keys }) => keys.startsWith(`${key} `))) {
    first = { key, at: event.timeStamp };
  }
}

function find(keys: string): Shortcut | undefined {
  return shortcuts.findLast((shortcut) => shortcut.keys === keys);
}

/** Where people type, and while a dialog is open, letters are theirs. */
function isTaken(target: EventTarget | null): boolean {
  return (
    document.querySelector("[role=dialog],[role=alertdialog],[role=menu]") !== null ||
    (target instanceof HTMLElement &&
      (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)))
  );
}
