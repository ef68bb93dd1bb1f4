import { createContext, use } from "react";
import type { Finding } from "./findings";
import { at } from "./pointers";
import type { Editing } from "./useDefinition";

interface FormOfDefinition {
  editing: Editing;
  findings: readonly Finding[];
}

export const DefinitionContext = createContext<FormOfDefinition | null>(null);

export function useFormOfDefinition(): FormOfDefinition {
  const form = use(DefinitionContext);
  if (form === null) {
    throw new Error("A part of a definition is shown within its form");
  }
  return form;
}

/** The value at a pointer, and how to change it. */
export function usePart<T>(pointer: string): [T | undefined, (next: T | undefined) => void] {
  const { editing } = useFormOfDefinition();
  return [at(editing.value, pointer) as T | undefined, (next) => editing.set(pointer, next)];
}
