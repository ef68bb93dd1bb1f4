import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { JsonView } from "@/ui/JsonView";

/** What a result of the tool must look like, if the tool says so. */
export function ResultSchema({ tool }: { tool: string }) {
  const { data } = useQuery({ ...reading("/api/v1/tools/{tool}", { path: { tool } }), retry: false });
  return data?.definition?.outputSchema ? (
    <details>
      <summary className="text-sm text-muted hover:text-ink">Output schema of {tool}</summary>
      <div className="mt-2">
        <JsonView label="Output schema" value={data.definition.outputSchema} />
      </div>
    </details>
  ) : null;
}
