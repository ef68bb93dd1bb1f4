import { Link, useNavigate } from "@tanstack/react-router";
import {
  Archive,
  ArchiveRestore,
  ArrowDownToLine,
  CircleCheck,
  FlaskConical,
  MessagesSquare,
  MoreHorizontal,
  Pencil,
  Play,
  Rocket,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { useForbidden } from "@/session/useMe";
import { Button, buttonClass, IconButton } from "@/ui/Button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/Menu";
import { useUrlState } from "@/ui/urlState";
import { useSmokeRun } from "../overview/useSmokeRun";
import { useValidation } from "../overview/useValidation";
import { nextMove, reasonAgainst, type Agent, type Move } from "./actions";
import { MoveDialog } from "./MoveDialog";

const MOVES: Record<Move, { label: string; icon: LucideIcon; danger?: boolean }> = {
  promote: { label: "Promote", icon: Rocket },
  withdraw: { label: "Withdraw the request", icon: Undo2 },
  demote: { label: "Demote", icon: ArrowDownToLine, danger: true },
  archive: { label: "Archive", icon: Archive, danger: true },
  restore: { label: "Restore", icon: ArchiveRestore },
};

const PAST = "You are looking at the past; return to now first";

interface AgentActionsProps {
  agent: Agent;
  /** Whether the page shows the agent as it was. */
  past: boolean;
}

/** Everything that can be done with the agent; what cannot be done says why. */
export function AgentActions({ agent, past }: AgentActionsProps) {
  const [, change] = useUrlState();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Move>();
  const role = useForbidden("builder");
  const roleToRun = useForbidden("operator", "builder");
  const validation = useValidation(agent);
  const smoke = useSmokeRun(agent);
  const archived = agent.status === "archived" ? "It is archived; restore it first" : undefined;
  const always = past ? PAST : role;
  const against = (move: Move) => always ?? reasonAgainst(move, agent);
  const running = past ? PAST : (roleToRun ?? archived);
  const next = nextMove(agent);
  const showOverview = () => change({ tab: undefined });
  return (
    <>
      <Edit slug={agent.slug} forbidden={always ?? archived} />
      <Button icon={Play} forbidden={running} onClick={() => change({ tab: "runs", start: "run" }, { push: true })}>
        Run
      </Button>
      <Button look="primary" icon={MOVES[next].icon} forbidden={against(next)} onClick={() => setAsking(next)}>
        {MOVES[next].label}
      </Button>
      <Menu trigger={<IconButton icon={MoreHorizontal} label="More actions" />}>
        <MenuItem
          icon={CircleCheck}
          forbidden={always}
          onSelect={() => {
            showOverview();
            validation.mutate({ path: { agent: agent.agentId } });
          }}
        >
          Validate
        </MenuItem>
        <MenuItem
          icon={FlaskConical}
          forbidden={always ?? smoke.against}
          onSelect={() => {
            showOverview();
            smoke.start();
          }}
        >
          Run the smoke tests
        </MenuItem>
        <MenuItem
          icon={MessagesSquare}
          forbidden={running}
          onSelect={() => void navigate({ to: "/playground/$agent", params: { agent: agent.slug } })}
        >
          Open in the playground
        </MenuItem>
        <MenuSeparator />
        {(Object.keys(MOVES) as Move[]).map((move) => (
          <MenuItem
            key={move}
            icon={MOVES[move].icon}
            danger={(MOVES[move].danger ?? false) && against(move) === undefined}
            forbidden={against(move)}
            onSelect={() => setAsking(move)}
          >
            {MOVES[move].label}
          </MenuItem>
        ))}
      </Menu>
      {asking && <MoveDialog move={asking} agent={agent} onClose={() => setAsking(undefined)} />}
    </>
  );
}

function Edit({ slug, forbidden }: { slug: string; forbidden: string | undefined }) {
  return forbidden === undefined ? (
    <Link to="/agents/$agent/edit" params={{ agent: slug }} className={buttonClass()}>
      <Pencil aria-hidden className="size-4" />
      <span className="max-md:sr-only">Edit</span>
    </Link>
  ) : (
    <Button icon={Pencil} forbidden={forbidden}>
      <span className="max-md:sr-only">Edit</span>
    </Button>
  );
}
