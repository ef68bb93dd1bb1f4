import { ArchiveRestore, Ban, Pencil } from "lucide-react";
import { useState } from "react";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { ToBuild } from "../tools/ToBuild";
import { RetireDialog } from "./RetireDialog";

export function ToolActions({ tool }: { tool: Schema["ToolView"] }) {
  const forbidden = useForbidden("builder");
  const [asking, setAsking] = useState(false);
  const retired = tool.status === "retired";
  return (
    <>
      <Button
        icon={retired ? ArchiveRestore : Ban}
        look={retired ? "secondary" : "danger"}
        forbidden={forbidden}
        onClick={() => setAsking(true)}
      >
        {retired ? "Restore" : "Retire"}
      </Button>
      <ToBuild
        to="/tools/$tool/edit"
        params={{ tool: tool.name }}
        icon={Pencil}
        look="primary"
        forbidden={retired ? "It is retired; restore it first" : undefined}
      >
        Edit
      </ToBuild>
      {asking && <RetireDialog tool={tool} onClose={() => setAsking(false)} />}
    </>
  );
}
