import { useMemo } from "react";
import type { Schema } from "@/api/types";
import type { Document } from "@/editing/pointers";
import { writeYaml } from "@/editing/yaml";
import { CodeView } from "@/ui/code";
import { asWritten } from "../tool-editor/tools";

/** The definition as a builder would write it. */
export function ToolDefinitionTab({ tool }: { tool: Schema["ToolView"] }) {
  const text = useMemo(() => writeYaml(asWritten(tool.definition as unknown as Document)), [tool.definition]);
  return <CodeView label={`Definition of ${tool.name} as YAML`} language="yaml" text={text} />;
}
