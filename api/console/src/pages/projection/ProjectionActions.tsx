import { Hammer, Undo2 } from "lucide-react";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/form";
import { ConfirmDialog } from "@/ui/Dialog";
import { useUrlState } from "@/ui/urlState";

export function ProjectionActions({ projection }: { projection: Schema["ProjectionView"] }) {
  const { name, previous, rebuild, generation } = projection;
  const unfit = useForbidden("operator");
  const busy = rebuild ? `Rebuild ${rebuild.state} already` : undefined;
  const [, change] = useUrlState();
  const [asking, setAsking] = useState<"rebuild" | "back">();
  const [byHand, setByHand] = useState(false);
  const begun = () => {
    setAsking(undefined);
    change({ tab: undefined });
  };
  const start = useWrite("post", "/api/v1/projections/{projection}/rebuilds", {
    done: `${name} is built anew`,
    onSuccess: begun,
    toastProblem: false,
  });
  const back = useWrite("post", "/api/v1/projections/{projection}/switch-back", {
    done: `${name} is switched back`,
    onSuccess: begun,
    toastProblem: false,
  });
  const path = { projection: name };
  return (
    <>
      <Button
        icon={Undo2}
        forbidden={unfit ?? busy ?? (previous ? undefined : "No generation is kept besides the one that serves")}
        onClick={() => setAsking("back")}
      >
        Switch back
      </Button>
      <Button icon={Hammer} look="primary" forbidden={unfit ?? busy} onClick={() => setAsking("rebuild")}>
        Rebuild
      </Button>
      <ConfirmDialog
        open={asking === "rebuild"}
        onClose={() => setAsking(undefined)}
        title={`Rebuild ${name}?`}
        consequence="A new generation is filled from the whole log beside the one that serves. Reading goes on meanwhile. In the end both are compared, and the new one takes over; the one before is kept until the next switch."
        action="Start the rebuild"
        busy={start.isPending}
        problem={start.error}
        onConfirm={() => start.mutate({ path, body: { switch: byHand ? "on-confirmation" : "automatic" } })}
      >
        <Checkbox
          label="Let me confirm the switch"
          hint="It waits with the comparison until somebody confirms. Otherwise it waits only when the generations differ."
          checked={byHand}
          onChange={(event) => setByHand(event.target.checked)}
        />
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "back"}
        onClose={() => setAsking(undefined)}
        title={`Switch ${name} back?`}
        consequence={`Generation ${previous?.number} is brought up to the end of the log and serves again as soon as it is there. Generation ${generation.number} is kept then, and can be switched back to.`}
        action="Switch back"
        busy={back.isPending}
        problem={back.error}
        onConfirm={() => back.mutate({ path })}
      />
    </>
  );
}
