import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileDown } from "lucide-react";
import { useMemo, useState } from "react";
import { dryRun } from "@/api/client";
import type { Problem } from "@/api/problem";
import { useWrite } from "@/api/queries";
import type { Document } from "@/editing/pointers";
import { readYaml } from "@/editing/yaml";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";
import { withOnly } from "./chosen";
import { ImportForm, type ImportOrder } from "./ImportForm";
import { ImportedTools } from "./ImportedTools";
import { changes, type Report } from "./imports";

interface Typed extends ImportOrder {
  /** The operations that are not to become tools. */
  without: string[];
}

const BEGINNING: Typed = { text: "", server: "", approval: "always", allowPrivate: false, without: [] };

/** Makes tools of an OpenAPI description; first shows what each operation becomes. */
export function ImportPage() {
  const forbidden = useForbidden("builder");
  const typed = useDraft("tool-import", BEGINNING);
  const { without, ...order } = typed.value;
  const read = useMemo(() => readYaml(order.text), [order.text]);
  const [asked, setAsked] = useState<string>();
  const [done, setDone] = useState<Report>();
  const now = JSON.stringify(order);
  const parameters = (body: Document) => ({
    query: { server: order.server.trim() || undefined, approval: order.approval, allowPrivate: order.allowPrivate } as never,
    body: body as never,
  });
  const look = useMutation<Report, Problem, Document>({
    // The answer to this dry run is the report itself.
    mutationFn: (body) => dryRun("post", "/api/v1/tools/imports", parameters(body)) as unknown as Promise<Report>,
    onMutate: () => setAsked(now),
  });
  const make = useWrite("post", "/api/v1/tools/imports", {
    done: ({ tools }) => `Imported ${counted(tools.filter(changes).length)}`,
    toastProblem: false,
    onSuccess: (report) => {
      setDone(report);
      typed.clear();
    },
  });
  const set = (change: Partial<Typed>) => typed.set((before) => ({ ...before, ...change }));
  const against =
    forbidden ??
    (order.text.trim() === "" ? "There is no description yet" : read.fault && `Line ${read.fault.line} cannot be read`);
  const preview = asked === now ? look.data : undefined;
  const chosen = preview?.tools.filter((tool) => changes(tool) && !without.includes(tool.operation)) ?? [];
  const confirm = (description: Document) =>
    make.mutate(parameters(withOnly(description, new Map(chosen.map((tool) => [tool.operation, tool.definition.name])))));
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
          <ImportForm
            order={order}
            // Another description has other operations.
            onChange={(change) => set(change.text === undefined ? change : { ...change, without: [] })}
            read={read}
            against={against}
            busy={look.isPending}
            asked={preview !== undefined}
            onLook={() => read.value && look.mutate(read.value)}
          />
          {look.error && asked === now && <ProblemPanel problem={look.error} />}
          {preview && (
            <>
              <ImportedTools report={preview} choice={{ without, set: (next) => set({ without: next }) }} />
              {make.error && <ProblemPanel problem={make.error} />}
              <Button
                look="primary"
                icon={FileDown}
                busy={make.isPending}
                forbidden={forbidden ?? (chosen.length === 0 ? "No operation is chosen that would change anything" : undefined)}
                onClick={() => read.value && confirm(read.value)}
              >
                Import {counted(chosen.length)}
              </Button>
            </>
          )}
        </div>
      )}
    </>
  );
}

function counted(count: number): string {
  return count === 1 ? "1 tool" : `${count} tools`;
}
