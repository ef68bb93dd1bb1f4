import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/code";
import { Field, Form } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";

interface DefinitionFormProps {
  draft: string;
  beginning: unknown;
  ifMatch?: number;
  action: string;
  onSaved: (agent: Schema["AgentView"]) => void;
}

/** The definition of an agent as a document. */
export function DefinitionForm({ draft, beginning, ifMatch, action, onSaved }: DefinitionFormProps) {
  const forbidden = useForbidden("builder");
  const typed = useDraft(draft, JSON.stringify(beginning, null, 2));
  const [unreadable, setUnreadable] = useState<string>();
  const save = useWrite("post", "/api/v1/agents", {
    done: (agent) => `Saved version ${agent.latest.number}`,
    toastProblem: false,
    onSuccess: (agent) => {
      typed.clear();
      onSaved(agent);
    },
  });
  const submit = () => {
    try {
      const body = JSON.parse(typed.value) as Schema["AgentDefinition"];
      setUnreadable(undefined);
      save.mutate({ body, ...(ifMatch === undefined ? {} : { ifMatch }) });
    } catch (error) {
      setUnreadable((error as Error).message);
    }
  };
  return (
    <Form onSubmit={submit} problem={save.error} className="max-w-4xl">
      <Field label="Definition" error={unreadable}>
        <CodeEditor label="Definition" language="json" text={typed.value} onChange={typed.set} />
      </Field>
      {save.error && <ProblemPanel problem={save.error} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={save.isPending} forbidden={forbidden}>
          {action}
        </Button>
        {typed.restored && <Button onClick={typed.clear}>Discard what I typed</Button>}
      </div>
    </Form>
  );
}
