import { CircleAlert } from "lucide-react";
import { Button } from "@/ui/Button";
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

/** Shown instead of being able to change the form, while the YAML cannot be read. */
export function YamlFault({ editing, onShow }: { editing: Editing; onShow: () => void }) {
  const { fault, mend } = editing;
  return fault ? (
    <div role="alert" className="mb-4 flex flex-wrap items-center gap-3 rounded-lg border border-warn/40 bg-warn-soft p-3">
      <CircleAlert aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-medium">The YAML cannot be read since line {fault.line}.</strong> The form shows what it said
        before, and waits. What you typed there is kept.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onShow}>Mend the YAML</Button>
        <Button onClick={mend}>Go back to the form's</Button>
      </div>
    </div>
  ) : null;
}
