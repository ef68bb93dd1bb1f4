import { Download } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { addressOf, send } from "@/api/client";
import { Problem } from "@/api/problem";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import type { Filters } from "./events";

/** Everything that matches, as a file with an event on each line, oldest first. */
export function Export({ filters }: { filters: Filters }) {
  const forbidden = useForbidden("auditor");
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const address = addressOf("/api/v1/audit/events", { query: filters });
      const response = await send(address, { headers: { Accept: "application/x-ndjson" } });
      download(await response.blob(), `audit-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.ndjson`);
    } catch (failure) {
      const { title, detail } = Problem.from(failure);
      toast.error(title, { description: detail });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={Download} busy={busy} forbidden={forbidden} onClick={() => void save()}>
      Export
    </Button>
  );
}

function download(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
