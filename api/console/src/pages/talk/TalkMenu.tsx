import { CircleX, Ellipsis, Hand } from "lucide-react";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import { useForbidden } from "@/session/useMe";
import { IconButton } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field, TextInput } from "@/ui/form";
import { Menu, MenuItem } from "@/ui/Menu";
import type { Conversation } from "./useConversation";

type Step = "hand-over" | "close";

const ASKED: Record<Step, { title: string; consequence: string; action: string }> = {
  "hand-over": {
    title: "Hand this conversation over to a person?",
    consequence: "What the agent is answering is interrupted. From then on a person answers, until it is given back.",
    action: "Hand over",
  },
  close: {
    title: "Close this conversation?",
    consequence: "Nothing more can be said in it. What is still to be answered stays without an answer.",
    action: "Close",
  },
};

/** What can be done with a conversation as a whole. */
export function TalkMenu({ conversation }: { conversation: Conversation }) {
  const [step, setStep] = useState<Step | null>(null);
  const [reason, setReason] = useState("");
  const role = useForbidden("operator", "builder");
  const end = { toastProblem: false, onSuccess: () => setStep(null) };
  const handOver = useWrite("post", "/api/v1/conversations/{conversation}/hand-over", end);
  const closing = useWrite("post", "/api/v1/conversations/{conversation}/close", end);
  const write = step === "close" ? closing : handOver;
  const closed = conversation.status === "closed" ? "It is closed" : undefined;
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label="More" />}>
        <MenuItem
          icon={Hand}
          forbidden={role ?? closed ?? (conversation.status === "handed-over" ? "A person has it already" : undefined)}
          onSelect={() => setStep("hand-over")}
        >
          Hand over to a person
        </MenuItem>
        <MenuItem icon={CircleX} danger forbidden={role ?? closed} onSelect={() => setStep("close")}>
          Close the conversation
        </MenuItem>
      </Menu>
      {step && (
        <ConfirmDialog
          open
          onClose={() => setStep(null)}
          title={ASKED[step].title}
          consequence={ASKED[step].consequence}
          action={ASKED[step].action}
          danger={step === "close"}
          busy={write.isPending}
          problem={write.error}
          onConfirm={() =>
            write.mutate({
              path: { conversation: conversation.conversationId },
              body: reason.trim() ? { reason: reason.trim() } : {},
            })
          }
        >
          <Field label="Reason" optional>
            <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </ConfirmDialog>
      )}
    </>
  );
}
