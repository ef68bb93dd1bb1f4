import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { differences } from "@/format/differences";
import { Changes } from "@/ui/Changes";
import { ConfirmDialog } from "@/ui/Dialog";
import { byModel } from "./book";

interface AmendBookProps {
  held: Schema["PriceBookView"];
  next: Pick<Schema["PriceBookView"], "entries" | "unknown">;
  reason: string;
  onDone: () => void;
  onClose: () => void;
}

/** Shows what changes before calls are priced by it. */
export function AmendBook({ held, next, reason, onDone, onClose }: AmendBookProps) {
  const amend = useWrite("put", "/api/v1/prices", {
    done: ({ version }) => `Calls are priced by version ${version}`,
    toastProblem: false,
    onSuccess: onDone,
  });
  const changes = differences(byModel(held), byModel(next));
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Amend the price book?"
      consequence={`Calls are priced by version ${held.version + 1} from then on. What earlier calls cost stays as it is.`}
      action="Amend the prices"
      busy={amend.isPending}
      forbidden={changes.length === 0 ? "Nothing was changed" : undefined}
      problem={amend.error}
      onConfirm={() =>
        amend.mutate({
          body: { ...next, ...(reason.trim() ? { reason: reason.trim() } : {}) },
          // Until a book is adopted there is no version to hold on to.
          ...(held.version > 0 ? { ifMatch: held.streamVersion } : {}),
        })
      }
    >
      <section aria-label="What changes" className="rounded-md border border-line p-3">
        <Changes changes={changes} beforeLabel={`Version ${held.version}`} afterLabel={`Version ${held.version + 1}`} />
      </section>
    </ConfirmDialog>
  );
}
