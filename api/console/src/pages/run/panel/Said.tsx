import type { Step } from "../step";
import type { Run } from "../useRun";
import { CodeSaid } from "./CodeSaid";
import { ModelSaid } from "./ModelSaid";
import { QuestionSaid } from "./QuestionSaid";
import { ToolSaid } from "./ToolSaid";

/** What went into a step and what came out of it. */
export function Said({ run, step }: { run: Run; step: Step }) {
  switch (step.type) {
    case "model":
      return <ModelSaid step={step} />;
    case "code":
      return <CodeSaid step={step} />;
    case "question":
      return <QuestionSaid run={run} step={step} />;
    case "tool":
    case "agent":
      return <ToolSaid step={step} />;
  }
}
