import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileDown, FileUp, Search } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { dryRun } from "@/api/client";
import type { Problem } from "@/api/problem";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { readYaml } from "@/editing/yaml";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/code";
import { Checkbox, Field, Form, Select, TextInput } from "@/ui/form";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";
import { ImportedTools } from "./ImportedTools";

type Report = Schema["ImportReport"];

const BEGINNING = { text: "", server: "", approval: "always" as "always" | "never", allowPrivate: false };

/** Makes tools of an OpenAPI description; first shows what each operation becomes. */
export function ImportPage() {
  const forbidden = useForbidden("builder");
  const typed = useDraft("tool-import", BEGINNING);
  const { text, server, approval, allowPrivate } = typed.value;
  const read = useMemo(() => readYaml(text), [text]);
  const file = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<string>();
  const [done, setDone] = useState<Report>();
  const now = JSON.stringify(typed.value);
  const parameters = () => ({
    query: { server: server.trim() || undefined, approval, allowPrivate } as never,
    body: read.value as never,
  });
  const look = useMutation<Report, Problem>({
    // The answer to this dry run is the report itself.
    mutationFn: () => dryRun("post", "/api/v1/tools/imports", parameters()) as unknown as Promise<Report>,
    onMutate: () => setAsked(now),
  });
  const make = useWrite("post", "/api/v1/tools/imports", {
    done: "The description is imported",
    toastProblem: false,
    onSuccess: (report) => {
      setDone(report);
      typed.clear();
    },
  });
  const set = (change: Partial<typeof typed.value>) => typed.set((before) => ({ ...before, ...change }));
  const against =
    forbidden ??
    (text.trim() === "" ? "There is no description yet" : read.fault && `Line ${read.fault.line} cannot be read`);
  const preview = asked === now ? look.data : undefined;
  const many = preview?.tools.filter(({ outcome }) => outcome === "registered" || outcome === "revised").length ?? 0;
  return (
    <>
      <PageHeader
        crumbs={<Link to="/tools">Tools</Link>}
        title="Import an OpenAPI description"
        description="Each operation becomes a tool of its own. Nothing is made before you have seen what."
      />
      {done ? (
        <div className="space-y-4">
          <ImportedTools report={done} />
          <Button onClick={() => setDone(undefined)}>Import another description</Button>
        </div>
      ) : (
        <div className="space-y-6">
          <Form onSubmit={() => against === undefined && look.mutate()} problem={look.error}>
            <Field
              label="Description"
              hint="OpenAPI 3.0 or 3.1, as JSON or YAML. Nothing that it refers to elsewhere is fetched."
              error={text.trim() !== "" && read.fault ? `Line ${read.fault.line}: ${read.fault.message}` : undefined}
            >
              <CodeEditor
                label="OpenAPI description"
                language="yaml"
                text={text}
                marks={text.trim() !== "" && read.fault ? [{ ...read.fault, severity: "error" }] : NO_MARKS}
                onChange={(next) => set({ text: next })}
                className="max-h-96 min-h-40"
              />
            </Field>
            <input
              ref={file}
              type="file"
              accept=".json,.yaml,.yml,application/json,application/yaml"
              aria-label="File with an OpenAPI description"
              className="sr-only"
              tabIndex={-1}
              onChange={({ target }) => {
                void target.files?.[0]?.text().then((content) => set({ text: content }));
                target.value = "";
              }}
            />
            <Button icon={FileUp} onClick={() => file.current?.click()}>
              Choose a file
            </Button>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label="Address of the service" hint="If it is not the one in the description." optional>
                <TextInput value={server} placeholder="https://api.example.com" onChange={({ target }) => set({ server: target.value })} />
              </Field>
              <Field label="Approval" hint="Of tools that change something. What only reads needs none.">
                <Select value={approval} onChange={({ target }) => set({ approval: target.value as "always" })}>
                  <option value="always">A person allows each call</option>
                  <option value="never">No approval</option>
                </Select>
              </Field>
            </div>
            <Checkbox
              label="Private networks"
              hint="The service may be in a private network or on this machine."
              checked={allowPrivate}
              onChange={({ target }) => set({ allowPrivate: target.checked })}
            />
            <Button type="submit" look={preview ? "secondary" : "primary"} icon={Search} busy={look.isPending} forbidden={against}>
              Show what it becomes
            </Button>
          </Form>
          {look.error && asked === now && <ProblemPanel problem={look.error} />}
          {preview && (
            <>
              <ImportedTools report={preview} />
              {make.error && <ProblemPanel problem={make.error} />}
              <Button
                look="primary"
                icon={FileDown}
                busy={make.isPending}
                forbidden={forbidden ?? (many === 0 ? "Nothing would change" : undefined)}
                onClick={() => make.mutate(parameters())}
              >
                {many === 1 ? "Import 1 tool" : `Import ${many} tools`}
              </Button>
            </>
          )}
        </div>
      )}
    </>
  );
}

const NO_MARKS: never[] = [];
