import { useRouter, useRouterState } from "@tanstack/react-router";
import { useShortcut } from "./shortcuts";

let lastList: readonly string[] = [];

/** Remembers the list from which something is opened. */
export function openedFrom(hrefs: readonly string[]): void {
  lastList = hrefs;
}

/** J and K go to the next and the previous item of the list from which this one was opened. */
export function useNeighbours(): void {
  const router = useRouter();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const at = lastList.findIndex((href) => href.split("?")[0] === path);
  const go = (to: number) => {
    const href = lastList[to];
    if (href !== undefined) {
      router.history.push(href);
    }
  };
  useShortcut("j", "Next item", () => go(at + 1), at >= 0);
  useShortcut("k", "Previous item", () => go(at - 1), at >= 0);
}
