import { CodeEditor } from "@/ui/code";
import { Field } from "@/ui/form";
import type { Finding } from "./findings";
import { lineOf } from "./yaml";
import type { Editing } from "./useDefinition";

/** The definition as YAML. What is found in it is shown at its line. */
export function YamlPane({ editing, findings }: { editing: Editing; findings: readonly Finding[] }) {
  const { text, fault } = editing;
  const marks = fault
    ? [{ line: fault.line, message: fault.message, severity: "error" as const }]
    : findings.map((finding) => ({
        line: lineOf(text, finding.pointer),
        message: `${finding.message} ${finding.action}`.trim(),
        severity: finding.severity,
      }));
  return (
    <Field
      label="Definition as YAML"
      hint="JSON works too. The form follows as long as this can be read."
      error={fault && `Line ${fault.line}: ${fault.message}`}
    >
      <CodeEditor
        label="Definition as YAML"
        language="yaml"
        text={text}
        marks={marks}
        onChange={editing.setText}
        className="max-h-none min-h-96"
      />
    </Field>
  );
}
