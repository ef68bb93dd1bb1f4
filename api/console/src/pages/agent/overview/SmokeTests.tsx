import { FlaskConical } from "lucide-react";
import type { Schema } from "@/api/types";
import { duration } from "@/format/format";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Panel } from "@/ui/Panel";
import type { Agent } from "../lifecycle/actions";
import { Check } from "./Check";
import { Exhibit } from "./Exhibit";
import { Findings } from "@/ui/Findings";
import { useSmokeRun } from "./useSmokeRun";

/** The smoke tests of the newest version, and how they went when they were run here. */
export function SmokeTests({ agent, past }: { agent: Agent; past: boolean }) {
  const smoke = useSmokeRun(agent);
  const forbidden = useForbidden("builder");
  const tests = agent.definition?.smokeTests ?? [];
  return (
    <Panel
      title="Smoke tests"
      actions={
        <Button
          look="quiet"
          icon={FlaskConical}
          busy={smoke.running}
          forbidden={past ? "You are looking at the past; return to now first" : (forbidden ?? smoke.against)}
          onClick={smoke.start}
        >
          Run them
        </Button>
      }
    >
      {tests.length === 0 ? (
        <p className="text-sm text-muted">
          Version {agent.latest.number} has none. A smoke test is an input and, if it matters, the output that is
          expected of it.
        </p>
      ) : (
        <ul className="space-y-3">
          {tests.map((test) => (
            <Test
              key={test.name}
              test={test}
              result={past ? undefined : smoke.result?.results.find(({ name }) => name === test.name)}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Test({ test, result }: { test: Schema["SmokeTest"]; result: Schema["Result"] | undefined }) {
  return (
    <Check
      state={result === undefined ? "open" : result.passed ? "done" : "blocked"}
      title={test.name}
      detail={result === undefined ? "not run here yet" : `${result.passed ? "passed" : "failed"} in ${duration(result.durationMillis)}`}
    >
      {result?.error && (
        <p className="mt-1 text-sm break-words text-bad">
          {result.error.kind}: {result.error.message}
        </p>
      )}
      {result && <Findings findings={result.findings} />}
      <details className="mt-1" {...(result?.passed === false ? { open: true } : {})}>
        <summary className="text-xs text-muted hover:text-ink">Input and output</summary>
        <div className="mt-1 grid gap-2 md:grid-cols-2">
          <Exhibit caption="Input" label={`Input of ${test.name}`} value={test.input} />
          {test.expectedOutput !== undefined && (
            <Exhibit caption="Expected output" label={`Expected output of ${test.name}`} value={test.expectedOutput} />
          )}
          {result?.output !== undefined && (
            <Exhibit caption="Output" label={`Output of ${test.name}`} value={result.output} />
          )}
        </div>
      </details>
    </Check>
  );
}
