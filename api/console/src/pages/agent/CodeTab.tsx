import { Check, Copy } from "lucide-react";
import { writeYaml } from "@/editing/yaml";
import { IconButton } from "@/ui/Button";
import { CodeView } from "@/ui/code";
import type { Language } from "@/ui/code/setup";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { useCopy } from "@/ui/useCopy";
import type { Agent } from "./lifecycle/actions";
import { useShownDefinition } from "./versions/useVersion";
import { VersionChoice } from "./versions/VersionChoice";

/** The code of the agent, if it has any, and the source of its whole definition. */
export function CodeTab({ agent }: { agent: Agent }) {
  const { number, definition, problem, retry } = useShownDefinition(agent);
  if (problem) {
    return <ProblemPanel problem={problem} retry={retry} />;
  }
  return (
    <>
      <VersionChoice agent={agent} number={number} />
      {definition ? (
        <div className="space-y-4">
          {definition.code && <Source title="Code" text={definition.code} language="javascript" />}
          <Source title="Definition" text={writeYaml(definition)} language="yaml" />
        </div>
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

function Source({ title, text, language }: { title: string; text: string; language: Language }) {
  const [copied, copy] = useCopy();
  return (
    <Panel
      title={title}
      actions={
        <IconButton icon={copied ? Check : Copy} label={copied ? "Copied" : `Copy the ${title.toLowerCase()}`} onClick={() => copy(text)} />
      }
    >
      <CodeView label={title} text={text} language={language} />
    </Panel>
  );
}
