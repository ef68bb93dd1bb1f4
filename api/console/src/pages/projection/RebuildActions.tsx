import { ArrowRightLeft, Ban, CirclePause, CirclePlay } from "lucide-react";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/Dialog";
import { orders } from "./rebuilds";

const ADDRESS = "/api/v1/projections/{projection}/rebuilds/{rebuild}";

export function RebuildActions({ rebuild }: { rebuild: Schema["RebuildView"] }) {
  const forbidden = useForbidden("operator");
  const [asking, setAsking] = useState<"cancel" | "confirm">();
  const close = () => setAsking(undefined);
  const pause = useWrite("post", `${ADDRESS}/pause`, { done: "The rebuild pauses" });
  const resume = useWrite("post", `${ADDRESS}/resume`, { done: "The rebuild goes on" });
  const cancel = useWrite("post", `${ADDRESS}/cancel`, { done: "The rebuild is cancelled", onSuccess: close, toastProblem: false });
  const confirm = useWrite("post", `${ADDRESS}/confirm`, { done: "The switch is confirmed", onSuccess: close, toastProblem: false });
  const path = { projection: rebuild.projection, rebuild: rebuild.rebuildId };
  const possible = orders(rebuild);
  const differs = rebuild.comparison?.same === false;
  return (
    <>
      {possible.includes("pause") && (
        <Button icon={CirclePause} forbidden={forbidden} busy={pause.isPending} onClick={() => pause.mutate({ path })}>
          Pause
        </Button>
      )}
      {possible.includes("resume") && (
        <Button icon={CirclePlay} forbidden={forbidden} busy={resume.isPending} onClick={() => resume.mutate({ path })}>
          Resume
        </Button>
      )}
      {possible.includes("cancel") && (
        <Button icon={Ban} look="danger" forbidden={forbidden} onClick={() => setAsking("cancel")}>
          Cancel
        </Button>
      )}
      {possible.includes("confirm") && (
        <Button icon={ArrowRightLeft} look="primary" forbidden={forbidden} onClick={() => setAsking("confirm")}>
          Confirm the switch
        </Button>
      )}
      <ConfirmDialog
        open={asking === "cancel"}
        onClose={close}
        title={rebuild.kind === "rebuild" ? "Cancel this rebuild?" : "Cancel switching back?"}
        consequence="What it has filled is dropped. The generation that serves stays as it is."
        action="Cancel the rebuild"
        danger
        busy={cancel.isPending}
        problem={cancel.error}
        onConfirm={() => cancel.mutate({ path })}
      />
      <ConfirmDialog
        open={asking === "confirm"}
        onClose={close}
        title={`Switch to generation ${rebuild.generation}?`}
        consequence={`Everything is read from it at once. ${
          differs ? "It says something else than the one that serves: look at the comparison first. " : ""
        }The generation that serves now is kept, and can be switched back to.`}
        action="Switch"
        danger={differs}
        busy={confirm.isPending}
        problem={confirm.error}
        onConfirm={() => confirm.mutate({ path })}
      />
    </>
  );
}
