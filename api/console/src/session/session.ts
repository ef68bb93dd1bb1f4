import { useSyncExternalStore } from "react";

const STORED_AS = "ledger.key";
const listeners = new Set<() => void>();

/** The key that the console shows to the API; kept out of every address. */
export function sessionKey(): string | null {
  return sessionStorage.getItem(STORED_AS) ?? localStorage.getItem(STORED_AS);
}

/** @param keep whether the key outlives this tab, on this device */
export function signIn(key: string, keep: boolean): void {
  (keep ? localStorage : sessionStorage).setItem(STORED_AS, key);
  tell();
}

export function signOut(): void {
  // Drafts may hold what only this person may read.
  sessionStorage.clear();
  localStorage.removeItem(STORED_AS);
  tell();
}

/** The server knows the key no more; what was typed stays for whoever signs in again. */
export function expireSession(): void {
  sessionStorage.removeItem(STORED_AS);
  localStorage.removeItem(STORED_AS);
  tell();
}

export function useSessionKey(): string | null {
  return useSyncExternalStore(subscribe, sessionKey);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Signing out in one tab signs out in all of them.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function tell(): void {
  listeners.forEach((listener) => listener());
}
