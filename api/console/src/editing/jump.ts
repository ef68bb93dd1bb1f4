import { pointerOf, tokensOf } from "./pointers";

const CONTROLS = "input,select,textarea,[contenteditable=true],button";

/** For how many frames a part may keep us waiting: its step is only opened now, its editor loaded. */
const PATIENCE = 60;

/**
 * Leads to the part of the form that a finding is about, or to the nearest one around it.
 *
 * @param otherwise where to go for what has no part, such as the whole or an unknown member
 */
export function jumpTo(pointer: string, otherwise: () => void, patience = PATIENCE): void {
  requestAnimationFrame(() => {
    const part = partAt(pointer);
    const control = part?.querySelector<HTMLElement>(CONTROLS);
    if (part && control) {
      part.scrollIntoView({ block: "center" });
      control.focus({ preventScroll: true });
    } else if (pointer !== "" && patience > 0) {
      jumpTo(pointer, otherwise, patience - 1);
    } else {
      otherwise();
    }
  });
}

function partAt(pointer: string): Element | null {
  for (const tokens = tokensOf(pointer); tokens.length > 0; tokens.pop()) {
    const part = document.querySelector(`[data-pointer="${CSS.escape(pointerOf(...tokens))}"]`);
    if (part) {
      return part;
    }
  }
  return null;
}
