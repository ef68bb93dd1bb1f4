import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { differences } from "@/format/differences";
import { Changes } from "@/ui/Changes";
import { ConfirmDialog } from "@/ui/Dialog";

interface AmendProps {
  held: Schema["PromotionPolicyView"];
  before: Schema["PromotionPolicy"];
  next: Schema["PromotionPolicy"];
  reason: string;
  onDone: () => void;
  onClose: () => void;
}

/** Shows what changes before it holds. */
export function Amend({ held, before, next, reason, onDone, onClose }: AmendProps) {
  const amend = useWrite("put", "/api/v1/policies/promotion", {
    done: ({ version }) => `Version ${version} of the policy holds`,
    toastProblem: false,
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const version = held.version + 1;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Amend the promotion policy?"
      consequence={`Promotions that are requested from then on are judged by version ${version}. Those that are under way keep the version by which they were asked.`}
      action="Amend the policy"
      busy={amend.isPending}
      problem={amend.error}
      onConfirm={() =>
        amend.mutate({
          body: { ...next, ...(reason.trim() ? { reason: reason.trim() } : {}) },
          ifMatch: held.streamVersion,
        })
      }
    >
      <section aria-label="What changes" className="rounded-md border border-line p-3">
        <Changes
          changes={differences(before, next)}
          beforeLabel={`Version ${held.version}`}
          afterLabel={`Version ${version}`}
        />
      </section>
    </ConfirmDialog>
  );
}
