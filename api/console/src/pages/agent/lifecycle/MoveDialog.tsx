import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { rehearsing, useReadAgain, useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/Dialog";
import { Facts } from "@/ui/Facts";
import { Field, TextInput } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
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
  const facts = useQuery({
    ...rehearsing("post", PATHS[move], parameters),
    enabled: against === undefined,
  });
  const write = useWrite("post", PATHS[move], {
    done: asked.done(seen),
    onSuccess: onClose,
    toastProblem: false,
  });
  const problem = write.error ?? facts.error;
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
      forbidden={overtaken ? "It changed meanwhile" : (against ?? (facts.error ? facts.error.title : undefined))}
      onConfirm={() =>
        write.mutate({ ...parameters, ...(asked.takesReason && reason ? { body: { reason } } : {}) })
      }
    >
      {overtaken ? (
        <Overtaken agent={agent} seen={seen} look={look} />
      ) : problem ? (
        <ProblemPanel problem={problem} />
      ) : (
        <WouldHappen against={against} facts={facts.data?.facts} />
      )}
      {asked.takesReason && !overtaken && against === undefined && (
        <Field label="Reason" optional hint="Recorded with it, for whoever asks later">
          <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}

function WouldHappen({ against, facts }: { against: string | undefined; facts: Schema["Fact"][] | undefined }) {
  if (against !== undefined) {
    return <p className="rounded-md bg-warn-soft px-3 py-2 text-ink">{against}.</p>;
  }
  if (facts === undefined) {
    return <Skeleton lines={2} />;
  }
  const needs = needsOf(facts);
  return (
    <>
      {needs && (
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
      )}
      <div>
        <p className="mb-1 text-xs text-muted">This would be recorded</p>
        <Facts facts={facts} />
      </div>
    </>
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
