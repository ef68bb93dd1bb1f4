import type { Schema } from "@/api/types";

type Change = Schema["Change"];

/** What differs between two documents, member by member; a list is compared as a whole. */
export function differences(before: unknown, after: unknown, pointer = ""): Change[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], `${pointer}/${escaped(name)}`));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [{ pointer, kind, before, after }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
