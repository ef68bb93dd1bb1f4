import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/code";
import { Field, Form } from "@/ui/form";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";

const BEGINNING = JSON.stringify({ name: "", description: "", kind: "http" }, null, 2);

export function NewToolPage() {
  const navigate = useNavigate();
  const forbidden = useForbidden("builder");
  const typed = useDraft("tool", BEGINNING);
  const [unreadable, setUnreadable] = useState<string>();
  const register = useWrite("post", "/api/v1/tools", {
    done: "Tool registered",
    toastProblem: false,
    onSuccess: (tool) => {
      typed.clear();
      void navigate({ to: "/tools/$tool", params: { tool: tool.name } });
    },
  });
  const submit = () => {
    try {
      const body = JSON.parse(typed.value) as Schema["ToolDefinition"];
      setUnreadable(undefined);
      register.mutate({ body });
    } catch (error) {
      setUnreadable((error as Error).message);
    }
  };
  return (
    <>
      <PageHeader crumbs={<Link to="/tools">Tools</Link>} title="New tool" />
      <Form onSubmit={submit} problem={register.error} className="max-w-4xl">
        <Field label="Definition" error={unreadable}>
          <CodeEditor label="Definition" language="json" text={typed.value} onChange={typed.set} />
        </Field>
        {register.error && <ProblemPanel problem={register.error} />}
        <Button type="submit" look="primary" busy={register.isPending} forbidden={forbidden}>
          Register tool
        </Button>
      </Form>
    </>
  );
}
