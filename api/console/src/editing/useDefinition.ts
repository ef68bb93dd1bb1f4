import { useMemo } from "react";
import { useDraft } from "@/ui/useDraft";
import { at, same, withAt, type Document } from "./pointers";
import { readYaml, withValue, writeYaml, type Fault } from "./yaml";

/** What a change begins from. */
export interface Base {
  streamVersion: number;
  hash: string;
  number: number;
  definition: Document;
}

interface Kept {
  /** As it was typed, readable or not. */
  text: string;
  /** What the text said when it could be read last. */
  value: Document;
  /** What was typed into JSON fields, where it is not JSON or is laid out by hand. */
  rough: Record<string, string>;
  base?: Base | undefined;
}

/** A definition that is written as a form and as YAML; each follows the other. */
export interface Editing extends Kept {
  fault: Fault | undefined;
  /** Whether anything differs from what it began with. */
  changed: boolean;
  restored: boolean;
  /** Puts a value at a pointer; `undefined` takes it away. */
  set: (pointer: string, next: unknown) => void;
  setText: (text: string) => void;
  setRough: (pointer: string, text: string) => void;
  /** Goes back to what the YAML said when it could be read last. */
  mend: () => void;
  /** Begins anew, from something else. */
  begin: (definition: Document, base?: Base) => void;
  /** Goes on with what was typed, as a change of another beginning. */
  rebase: (base: Base) => void;
  clear: () => void;
}

export function useDefinition(
  name: string,
  beginning: Document,
  order: readonly string[],
  base?: Base,
): Editing {
  const initial = useMemo<Kept>(() => kept(beginning, base), [beginning, base]);
  const { value: draft, set: setDraft, clear, restored } = useDraft<Kept>(name, initial);
  const fault = useMemo(() => readYaml(draft.text).fault, [draft.text]);
  const from = draft.base?.definition ?? beginning;
  return {
    ...draft,
    fault,
    restored,
    clear,
    changed: fault !== undefined || !same(draft.value, from),
    set: (pointer, next) =>
      setDraft((before) => {
        const value = (withAt(before.value, pointer, next) ?? {}) as Document;
        return { ...before, value, text: withValue(before.text, value, order) };
      }),
    setText: (text) =>
      setDraft((before) => {
        const { value } = readYaml(text);
        return value ? { ...before, text, value } : { ...before, text };
      }),
    setRough: (pointer, text) =>
      setDraft((before) => ({ ...before, rough: { ...before.rough, [pointer]: text } })),
    mend: () => setDraft((before) => ({ ...before, text: writeYaml(before.value) })),
    begin: (definition, newBase) => setDraft(kept(definition, newBase)),
    rebase: (newBase) => setDraft((before) => ({ ...before, base: newBase })),
  };
}

function kept(value: Document, base?: Base): Kept {
  return { text: writeYaml(value), value, rough: {}, ...(base ? { base } : {}) };
}

/** What a JSON field shows: what was typed while that still says the value, or cannot be read. */
export function roughAt({ rough, value }: Pick<Kept, "rough" | "value">, pointer: string): { text: string; error?: string } {
  const known = at(value, pointer);
  const typed = rough[pointer];
  if (typed !== undefined) {
    const read = readJson(typed);
    if ("error" in read) {
      return { text: typed, error: read.error };
    }
    if (same(read.value, known)) {
      return { text: typed };
    }
  }
  return { text: known === undefined ? "" : JSON.stringify(known, null, 2) };
}

/** Reads JSON; nothing at all is no value. */
export function readJson(text: string): { value: unknown } | { error: string } {
  try {
    return { value: text.trim() === "" ? undefined : (JSON.parse(text) as unknown) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
