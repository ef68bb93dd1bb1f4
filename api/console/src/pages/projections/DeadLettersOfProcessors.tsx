import { toast } from "sonner";
import { useList } from "@/api/live";
import { useWrite } from "@/api/queries";
import { DeadLetters } from "@/ui/DeadLetters";

export function DeadLettersOfProcessors() {
  const list = useList("/api/v1/dead-letters", {}, 5_000);
  const retry = useWrite("post", "/api/v1/dead-letters/{group}/{eventId}/retry", {
    onSuccess: ({ resolved }) =>
      resolved ? toast.success("It was handled now") : toast.error("It failed again and goes on waiting"),
  });
  const discard = useWrite("delete", "/api/v1/dead-letters/{group}/{eventId}", {
    done: "The event is given up",
    toastProblem: false,
  });
  return (
    <>
      <p className="mb-3 max-w-prose text-muted">
        Whatever follows the log is a processor: projections, and those that call models and tools, ask people, count
        money. An event that one of them cannot handle waits here with the later ones of its stream; the others go on.
      </p>
      <DeadLetters
        list={list}
        ownerOf={({ group }) => group}
        retry={{
          ask: ({ group, eventId }) => retry.mutate({ path: { group, eventId } }),
          isPending: retry.isPending,
        }}
        discard={{
          ask: ({ group, eventId }, onSuccess) => discard.mutate({ path: { group, eventId } }, { onSuccess }),
          isPending: discard.isPending,
          problem: discard.error,
          reset: discard.reset,
        }}
      />
    </>
  );
}
