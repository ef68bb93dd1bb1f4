import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Panel } from "@/ui/Panel";
import { StatusChip } from "@/ui/StatusChip";
import type { Report } from "./imports";

type Slot = Report["credentials"][number];

const KINDS: Record<Schema["Slot"]["kind"], string> = {
  "api-key": "An API key",
  bearer: "A bearer token",
  basic: "A user name and a password",
  "oauth2-client-credentials": "OAuth 2 client credentials",
  "oauth2-refresh-token": "An OAuth 2 refresh token",
  headers: "Headers",
};

/** The credentials that imported tools name, and which of them are still to be stored. */
export function CredentialSlots({ slots }: { slots: readonly Slot[] }) {
  return slots.length === 0 ? null : (
    <Panel title="Credentials it needs">
      <ul className="space-y-3">
        {slots.map((slot) => (
          <CredentialSlot key={slot.name} slot={slot} />
        ))}
      </ul>
    </Panel>
  );
}

function CredentialSlot({ slot: { name, kind, scheme, use } }: { slot: Slot }) {
  const forbidden = useForbidden("builder");
  const { data, error } = useQuery({
    ...reading("/api/v1/credentials/{credential}", { path: { credential: name } }),
    enabled: forbidden === undefined,
    retry: false,
  });
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="font-mono text-sm">{name}</code>
        {data && <StatusChip status={data.status} />}
        {error?.status === 404 && (
          <>
            <StatusChip status="missing" tone="warn" label="Not stored yet" />
            <Link to="/settings/credentials" className="text-accent hover:underline">
              Store it
            </Link>
          </>
        )}
      </div>
      <p className="text-muted">
        {KINDS[kind]}, for the security scheme {scheme}
        {use.hosts && use.hosts.length > 0 && ` at ${use.hosts.join(", ")}`}
      </p>
    </li>
  );
}
