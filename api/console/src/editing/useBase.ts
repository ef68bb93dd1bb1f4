import { useEffect } from "react";
import type { Base, Editing } from "./useDefinition";

/**
 * Follows what there is as long as nothing is typed, or nothing that was typed is touched by it.
 *
 * @returns whether another version was saved, of which the user has to say what becomes of it
 */
export function useBase(editing: Editing, now: Base): boolean {
  const begun = editing.base;
  const behind = begun !== undefined && begun.streamVersion < now.streamVersion;
  const { changed, begin, rebase } = editing;
  const sameVersion = begun?.hash === now.hash;
  useEffect(() => {
    if (behind && !changed) {
      begin(now.definition, now);
    } else if (behind && sameVersion) {
      rebase(now);
    }
  }, [behind, changed, sameVersion, now, begin, rebase]);
  return begun !== undefined && !sameVersion;
}
