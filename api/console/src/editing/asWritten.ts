import type { Document } from "./pointers";

/**
 * A definition as a person would write it: its members in their usual order, and none that says
 * nothing. Only those named in `plain` are looked into; in all others an empty value may mean much.
 */
export function written(definition: Document, order: readonly string[], plain: ReadonlySet<string>): Document {
  return Object.fromEntries(
    order
      .filter((name) => definition[name] !== undefined && !(plain.has(name) && isEmpty(definition[name])))
      .map((name) => [name, plain.has(name) ? withoutEmpty(definition[name]) : definition[name]]),
  );
}

function withoutEmpty(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, each]) => !isEmpty(each)))
    : value;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
