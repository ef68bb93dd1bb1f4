import type { Schema } from "@/api/types";
import { at, type Document } from "./pointers";
import { roughAt, type Editing } from "./useDefinition";

export type Finding = Schema["Finding"];

const MISSING = /^"(\w+)" is missing$/;
const NEEDED = "This is needed.";

/** The findings of the API as a form shows them: each at its field, in whole sentences, said once. */
export function atFields(findings: readonly Finding[], value: Document): Finding[] {
  const told = new Set<string>();
  return findings
    .map((finding) => placed(finding, value))
    .filter(({ pointer, message }) => {
      const key = `${pointer} ${message}`;
      const first = !told.has(key);
      told.add(key);
      return first;
    });
}

function placed(finding: Finding, value: Document): Finding {
  const missing = MISSING.exec(finding.message)?.[1];
  if (missing !== undefined) {
    return { ...finding, pointer: `${finding.pointer}/${missing}`, message: NEEDED, action: "" };
  }
  // Whatever a text must be like, one that is empty has only to be written.
  if (finding.rule.startsWith("definition.") && at(value, finding.pointer) === "") {
    return { ...finding, message: NEEDED, action: "" };
  }
  if (finding.rule === "definition.pattern") {
    return { ...finding, message: "This does not have the right form." };
  }
  return { ...finding, message: sentence(finding.message) };
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** Everything that stands against what is typed; of YAML that cannot be read, only that. */
export function standing(editing: Editing, own: readonly Finding[], checked: readonly Finding[]): Finding[] {
  return editing.fault
    ? [ownFinding("", `Line ${editing.fault.line} of the YAML cannot be read.`)]
    : [...own, ...unreadable(editing), ...checked.filter((finding) => !isOvertaken(editing.value, finding))];
}

/** What was needed has been written since it was asked for; the next check judges it. */
function isOvertaken(value: Document, finding: Finding): boolean {
  return finding.message === NEEDED && isAnswered(value, finding);
}

/** What is typed into a JSON field and is no JSON. */
export function unreadable(editing: Pick<Editing, "rough" | "value">): Finding[] {
  return Object.keys(editing.rough).flatMap((pointer) => {
    const { error } = roughAt(editing, pointer);
    return error === undefined ? [] : [ownFinding(pointer, `This is not JSON: ${error}`)];
  });
}

/** A finding of the console itself. */
export function ownFinding(pointer: string, message: string): Finding {
  return { pointer, rule: "console", severity: "error", message, action: "" };
}

/** The findings at a pointer and below it. */
export function under(findings: readonly Finding[], pointer: string): Finding[] {
  return findings.filter((finding) => finding.pointer === pointer || finding.pointer.startsWith(`${pointer}/`));
}

/** Whether something was put where a finding points; before that it is only still to be done. */
export function isAnswered(value: Document, finding: Finding): boolean {
  const there = at(value, finding.pointer);
  return !(there === undefined || there === "" || (Array.isArray(there) && there.length === 0));
}
