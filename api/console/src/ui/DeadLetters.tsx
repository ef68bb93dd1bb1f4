import { Link } from "@tanstack/react-router";
import { RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { List } from "@/api/live";
import type { Problem } from "@/api/problem";
import { useForbidden } from "@/session/useMe";
import { Button } from "./Button";
import { DataTable, type Column } from "./DataTable";
import { ConfirmDialog } from "./Dialog";
import { EmptyState } from "./EmptyState";
import { IdChip } from "./IdChip";
import { When } from "./values";

interface Letter {
  eventId: string;
  streamId: string;
  contract: string;
  waiting: number;
  cause?: string;
  since: string;
  lastTried: string;
}

interface Order<L> {
  ask: (letter: L, done?: () => void) => void;
  isPending: boolean;
}

interface DeadLettersProps<L extends Letter> {
  list: List<L>;
  /** Whose letters they are, where that differs from one to the next. */
  ownerOf?: (letter: L) => string;
  retry: Order<L>;
  discard: Order<L> & { problem: Problem | null; reset: () => void };
}

/** Events that could not be handled, and wait with all that came after them in their streams. */
export function DeadLetters<L extends Letter>({ list, ownerOf, retry, discard }: DeadLettersProps<L>) {
  const forbidden = useForbidden("operator");
  const [leaving, setLeaving] = useState<L>();
  const close = () => {
    discard.reset();
    setLeaving(undefined);
  };
  return (
    <>
      <DataTable
        label="Dead letters"
        list={list}
        columns={columnsOf({ ownerOf, retry, forbidden, onDiscard: setLeaving })}
        rowKey={(letter) => `${ownerOf?.(letter)} ${letter.eventId}`}
        empty={<EmptyState title="No dead letters">Every event was handled.</EmptyState>}
      />
      {leaving && (
        <ConfirmDialog
          open
          onClose={close}
          title={`Discard this ${leaving.contract}?`}
          consequence={`It is skipped for good here: whatever it should have caused does not happen. The event itself stays in the log.${
            leaving.waiting > 1 ? ` The ${leaving.waiting - 1} behind it in its stream are then tried in their order.` : ""
          }`}
          action="Discard"
          danger
          busy={discard.isPending}
          problem={discard.problem}
          onConfirm={() => discard.ask(leaving, close)}
        />
      )}
    </>
  );
}

interface Doing<L extends Letter> extends Pick<DeadLettersProps<L>, "retry"> {
  ownerOf: ((letter: L) => string) | undefined;
  forbidden: string | undefined;
  onDiscard: (letter: L) => void;
}

function columnsOf<L extends Letter>({ ownerOf, retry, forbidden, onDiscard }: Doing<L>): readonly Column<L>[] {
  return [
    {
      id: "contract",
      header: "Event",
      wide: true,
      cell: (letter) => (
        <div className="min-w-0 md:max-w-xl">
          <Link to="/audit" search={{ contract: letter.contract, stream: letter.streamId }} className="font-medium text-ink hover:underline">
            {letter.contract}
          </Link>
          {letter.cause && (
            <p className="line-clamp-3 text-xs break-words whitespace-normal text-muted" title={letter.cause}>
              {letter.cause}
            </p>
          )}
        </div>
      ),
    },
    ...(ownerOf ? [{ id: "owner", header: "Processor", cell: ownerOf }] : []),
    { id: "stream", header: "Stream", cell: (letter) => <IdChip id={letter.streamId} /> },
    { id: "waiting", header: "Waiting", align: "right", cell: (letter) => `${letter.waiting} in all` },
    { id: "since", header: "Since", align: "right", secondary: true, cell: (letter) => <When at={letter.since} relative /> },
    { id: "tried", header: "Last tried", align: "right", secondary: true, cell: (letter) => <When at={letter.lastTried} relative /> },
    {
      id: "actions",
      header: "Actions",
      align: "right",
      cell: (letter) => (
        <span className="inline-flex gap-2">
          <Button icon={RotateCcw} forbidden={forbidden} busy={retry.isPending} onClick={() => retry.ask(letter)}>
            Retry
          </Button>
          <Button icon={Trash2} look="danger" forbidden={forbidden} onClick={() => onDiscard(letter)}>
            Discard
          </Button>
        </span>
      ),
    },
  ];
}
