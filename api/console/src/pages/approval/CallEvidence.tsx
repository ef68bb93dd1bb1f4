import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import type { Approval } from "@/approvals/standing";
import { usd } from "@/format/usd";
import { CodeView, DiffView } from "@/ui/code";
import { IdChip } from "@/ui/IdChip";
import { pretty } from "@/ui/json";
import { Panel } from "@/ui/Panel";
import { KeyValues, Money } from "@/ui/values";
import { Reasons } from "./Reasons";

type Call = Schema["ProposedCall"];

const EFFECTS: Record<Call["effect"], string> = {
  read: "Reads only",
  idempotent: "Changes something; repeating it changes nothing more",
  effectful: "Changes something outside, and cannot be taken back here",
};

const ON_EXPIRY: Record<Call["onExpiry"], string> = {
  fail: "The run fails",
  reject: "The call is not made, and the model is told",
};

/** Exactly which call is to be made, for whom, and with what effect. */
export function CallEvidence({ approval, call }: { approval: Approval; call: Call }) {
  const { data: tool } = useQuery({
    ...reading("/api/v1/tools/{tool}", { path: { tool: call.tool } }),
    retry: false,
  });
  const link = "text-accent hover:underline";
  return (
    <>
      <Reasons approval={approval} />
      <Panel title="Arguments" actions={<IdChip id={approval.subject.hash} />}>
        {approval.amendment ? (
          <DiffView
            before={pretty(call.arguments)}
            after={pretty(approval.amendment.arguments)}
            beforeLabel="Proposed"
            afterLabel="Approved"
            language="json"
          />
        ) : (
          <CodeView label={`Arguments of ${call.tool}`} language="json" text={pretty(call.arguments)} />
        )}
      </Panel>
      <Panel title="The call">
        <KeyValues
          items={[
            [
              "Tool",
              <>
                <Link key="tool" to="/tools/$tool" params={{ tool: call.tool }} className={link}>
                  {call.tool}
                </Link>
                {tool && <p className="text-muted">{tool.description}</p>}
              </>,
            ],
            ["Effect", EFFECTS[call.effect]],
            [
              "Agent",
              <Link key="agent" to="/agents/$agent" params={{ agent: call.agentSlug }} className={link}>
                {call.agentSlug}
              </Link>,
            ],
            [
              "Run",
              <span key="run" className="inline-flex flex-wrap items-center gap-2">
                <Link to="/runs/$run" params={{ run: call.runId }} className={link}>
                  Open the run
                </Link>
                <IdChip id={call.runId} />
              </span>,
            ],
            ["Call", <IdChip key="call" id={call.callId} full />],
            ["Spent by the run", <Money key="spent" usd={usd(BigInt(call.costMicros))} />],
            ["If nobody decides", ON_EXPIRY[call.onExpiry]],
          ]}
        />
      </Panel>
    </>
  );
}
