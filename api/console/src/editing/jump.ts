import { tokensOf, pointerOf } from "./pointers";

const CONTROLS = "input,select,textarea,[contenteditable=true],button";

/** Leads to the part of the form that a finding is about, or to the nearest one around it. */
export function jumpTo(pointer: string): void {
  // After the part is on screen: it may be of a step that is only opened now.
  setTimeout(() => {
    for (const tokens = tokensOf(pointer); tokens.length > 0; tokens.pop()) {
      const part = document.querySelector(`[data-pointer="${CSS.escape(pointerOf(...tokens))}"]`);
      if (part) {
        part.scrollIntoView({ block: "center" });
        part.querySelector<HTMLElement>(CONTROLS)?.focus({ preventScroll: true });
        return;
      }
    }
  }, 60);
}
