import { toast } from "sonner";
import { whole } from "@/api/live";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { DeadLetters } from "@/ui/DeadLetters";

const ADDRESS = "/api/v1/projections/{projection}/dead-letters/{eventId}";

export function DeadLettersOfProjection({ projection }: { projection: Schema["ProjectionView"] }) {
  const retry = useWrite("post", `${ADDRESS}/retry`, {
    onSuccess: ({ resolved }) =>
      resolved ? toast.success("It was digested now") : toast.error("It failed again and goes on waiting"),
  });
  const discard = useWrite("delete", ADDRESS, { done: "The event is given up", toastProblem: false });
  const pathOf = (eventId: string) => ({ path: { projection: projection.name, eventId } });
  const others = projection.parked - projection.deadLetters.reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <>
      {others > 0 && (
        <p className="mb-3 text-muted">
          {others} more {others === 1 ? "event waits" : "events wait"} in other projects.
        </p>
      )}
      <DeadLetters
        list={whole(projection.deadLetters)}
        retry={{ ask: ({ eventId }) => retry.mutate(pathOf(eventId)), isPending: retry.isPending }}
        discard={{
          ask: ({ eventId }, onSuccess) => discard.mutate(pathOf(eventId), { onSuccess }),
          isPending: discard.isPending,
          problem: discard.error,
          reset: discard.reset,
        }}
      />
    </>
  );
}
