import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { Panel } from "@/ui/Panel";
import { KeyValues } from "@/ui/values";

/** What the tool is, for whoever must look where the call went. */
export function ToolFacts({ name }: { name: string }) {
  const { data: tool } = useQuery({ ...reading("/api/v1/tools/{tool}", { path: { tool: name } }), retry: false });
  const http = tool?.definition?.http;
  return (
    <Panel title="The tool">
      <KeyValues
        items={[
          [
            "Name",
            <Link key="tool" to="/tools/$tool" params={{ tool: name }} className="text-accent hover:underline">
              {name}
            </Link>,
          ],
          ["Description", tool?.description],
          ["Effect", tool?.effect],
          [
            "Sent to",
            http && (
              <code key="url" className="font-mono text-xs break-all">
                {http.method} {http.url}
              </code>
            ),
          ],
          ["Credential", tool?.credential],
        ]}
      />
    </Panel>
  );
}
