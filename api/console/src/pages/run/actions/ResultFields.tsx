import { CodeEditor } from "@/ui/code";
import { Checkbox, Field } from "@/ui/form";
import { resultOf } from "../results";
import type { Step } from "../step";
import { faultOfJson, needsResult } from "./fork";

/** More calls than this are not changed by hand. */
const MOST = 20;

interface ResultFieldsProps {
  calls: readonly Step[];
  /** JSON texts, by call. */
  results: Record<string, string>;
  onChange: (results: Record<string, string>) => void;
}

/** Other results of the tool calls of the step from which a fork goes on. */
export function ResultFields({ calls, results, onChange }: ResultFieldsProps) {
  const toggle = (call: Step) => {
    const { [call.key]: before, ...others } = results;
    onChange(
      before === undefined ? { ...results, [call.key]: JSON.stringify(resultOf(call) ?? null, null, 2) } : others,
    );
  };
  return (
    calls.length > 0 && (
      <fieldset className="space-y-3">
        <legend className="pb-1 text-sm font-medium">Results of its calls</legend>
        {calls.slice(0, MOST).map((call) => (
          <div key={call.key} className="space-y-2">
            <Checkbox
              label={`Another result of ${call.name}`}
              hint={needsResult(call) ? `${call.key} has none; it needs one here` : call.key}
              checked={results[call.key] !== undefined}
              onChange={() => toggle(call)}
            />
            {results[call.key] !== undefined && (
              <Field label={`Result of ${call.name} as JSON`} error={faultOfJson(results[call.key]!)}>
                <CodeEditor
                  label={`Result of ${call.name} as JSON`}
                  language="json"
                  text={results[call.key]!}
                  onChange={(text) => onChange({ ...results, [call.key]: text })}
                />
              </Field>
            )}
          </div>
        ))}
        {calls.length > MOST && (
          <p className="text-xs text-muted">The results of the other {calls.length - MOST} calls are taken over.</p>
        )}
      </fieldset>
    )
  );
}
