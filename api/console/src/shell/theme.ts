import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const STORED_AS = "ledger.theme";
const listeners = new Set<() => void>();
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
systemIsDark.addEventListener("change", apply);

export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, chosen), choose];
}

/** What is shown, after the system was asked. */
export function useShownTheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, shown);
}

function chosen(): Theme {
  const theme = localStorage.getItem(STORED_AS);
  return theme === "light" || theme === "dark" ? theme : "system";
}

function shown(): "light" | "dark" {
  const theme = chosen();
  return theme === "system" ? (systemIsDark.matches ? "dark" : "light") : theme;
}

function choose(theme: Theme): void {
  if (theme === "system") {
    localStorage.removeItem(STORED_AS);
  } else {
    localStorage.setItem(STORED_AS, theme);
  }
  apply();
}

function apply(): void {
  document.documentElement.dataset.theme = shown();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
