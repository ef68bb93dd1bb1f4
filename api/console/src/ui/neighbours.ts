import { useRouter, useRouterState } from "@tanstack/react-router";
import { useShortcut } from "./shortcuts";

let lastList: readonly string[] = [];

/** Remembers the list from which something is opened. */
export function openedFrom(hrefs: readonly string[]): void {
  lastList = hrefs;
}

/**
 * J and K go to the next and the previous item of the list from which this one was opened, unless
 * what is shown of it is a list with these keys.
 */
export function useNeighbours(enabled = true): void {
  const router = useRouter();
  const { href: here, pathname } = useRouterState({ select: (state) => state.location });
  // An item that is a selection is told by its whole address, a page also when a tab of it is open.
  const exact = lastList.indexOf(here);
  const at = exact < 0 ? lastList.findIndex((href) => href.split("?")[0] === pathname) : exact;
  const go = (to: number) => {
    const href = lastList[to];
    if (href !== undefined) {
      router.history.push(href);
    }
  };
  useShortcut("j", "Next item", () => go(at + 1), enabled && at >= 0);
  useShortcut("k", "Previous item", () => go(at - 1), enabled && at >= 0);
}
