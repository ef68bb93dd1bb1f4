import { useEffect, useState } from "react";
import { useDryRun, useReadAgain, useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/Dialog";
import { Facts } from "@/ui/Facts";
import { Field, TextInput } from "@/ui/form";
import { Skeleton } from "@/ui/Skeleton";
import { ASKED, reasonAgainst, type Agent, type Move } from "./actions";
import { needsOf } from "./needs";

const PATHS = {
  promote: "/api/v1/agents/{agent}/promote",
  withdraw: "/api/v1/agents/{agent}/promotion/withdraw",
  demote: "/api/v1/agents/{agent}/demote",
  archive: "/api/v1/agents/{agent}/archive",
  restore: "/api/v1/agents/{agent}/restore",
} as const satisfies Record<Move, string>;

interface MoveDialogProps {
  move: Move;
  /** The agent as it is by now. */
  agent: Agent;
  onClose: () => void;
}

/** Asks before a move, and says what it would record; whoever is overtaken is told. */
export function MoveDialog({ move, agent, onClose }: MoveDialogProps) {
  const [seen, setSeen] = useState(agent);
  const [reason, setReason] = useState("");
  const readAgain = useReadAgain();
  const asked = ASKED[move];
  const against = reasonAgainst(move, seen);
  const parameters = { path: { agent: seen.agentId }, ifMatch: seen.streamVersion };
  const { mutate: ask, ...would } = useDryRun("post", PATHS[move]);
  useEffect(() => {
    if (against === undefined) {
      ask({ path: { agent: seen.agentId }, ifMatch: seen.streamVersion });
    }
  }, [ask, against, seen]);
  const write = useWrite("post", PATHS[move], {
    done: asked.done(seen),
    onSuccess: onClose,
    toastProblem: false,
  });
  const problem = write.error ?? would.error;
  const overtaken = agent.streamVersion !== seen.streamVersion || problem?.kind === "version-mismatch";
  const look = () => {
    write.reset();
    setSeen(agent);
    readAgain();
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={asked.title(seen)}
      consequence={asked.consequence(seen)}
      action={asked.verb}
      danger={asked.danger ?? false}
      busy={write.isPending}
      forbidden={overtaken ? "It changed meanwhile" : (against ?? would.error?.title)}
      onConfirm={() =>
        write.mutate({ ...parameters, ...(asked.takesReason && reason ? { body: { reason } } : {}) })
      }
    >
      {overtaken ? (
        <Overtaken agent={agent} seen={seen} look={look} />
      ) : against !== undefined ? (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-ink">{against}.</p>
      ) : would.data === undefined && !problem ? (
        <Skeleton lines={2} />
      ) : (
        <>
          <Needed facts={would.data?.facts ?? []} />
          <Facts would={would.data} problem={problem} />
        </>
      )}
      {asked.takesReason && !overtaken && against === undefined && (
        <Field label="Reason" optional hint="Recorded with it, for whoever asks later">
          <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}

/** What the policy asks of a promotion, before it is requested. */
function Needed({ facts }: { facts: readonly Schema["Fact"][] }) {
  const needs = needsOf(facts);
  return (
    needs && (
      <div className="rounded-md bg-sunken px-3 py-2">
        <p>{needs.summary}</p>
        {needs.reasons.length > 0 && (
          <ul className="mt-1 list-disc pl-4 text-muted">
            {needs.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </div>
    )
  );
}

function Overtaken({ agent, seen, look }: { agent: Agent; seen: Agent; look: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-warn-soft px-3 py-2">
      <p>
        It changed meanwhile
        {agent.streamVersion !== seen.streamVersion && <>, by {agent.updatedBy}</>}. Nothing was done.
      </p>
      <Button onClick={look}>Show it as it is now</Button>
    </div>
  );
}
