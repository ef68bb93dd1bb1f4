import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { useForbidden, useMe } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { FilterBar, TextFilter } from "@/ui/FilterBar";
import { IdChip } from "@/ui/IdChip";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { useUrlState } from "@/ui/urlState";
import { useNow } from "@/ui/useNow";
import { When } from "@/ui/values";
import { IssueKey } from "./IssueKey";
import { PLATFORM, standingOf } from "./keys";
import { RevokeKey } from "./RevokeKey";

type Key = Schema["KeyView"];
type Open = { what: "issue" } | { what: "revoke"; key: Key };

export function KeysPage() {
  const [search] = useUrlState();
  const me = useMe();
  const forbidden = useForbidden("admin");
  const [open, setOpen] = useState<Open>();
  const list = useList("/api/v1/keys", { query: { project: search.project } });
  const close = () => setOpen(undefined);
  const issue = (
    <Button look="primary" icon={Plus} forbidden={forbidden} onClick={() => setOpen({ what: "issue" })}>
      Issue a key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Keys"
        description="Who may use the API and this console, in which project, and with which roles."
        actions={issue}
      />
      {me?.project === PLATFORM && (
        <FilterBar>
          <TextFilter name="project" label="Project, yours without one" />
        </FilterBar>
      )}
      <DataTable
        label="Keys"
        list={list}
        columns={columns(me?.keyId, forbidden, (key) => setOpen({ what: "revoke", key }))}
        rowKey={(key) => key.keyId}
        empty={<EmptyList of="keys" filters={{ project: "project" }} icon={KeyRound} title="No keys" />}
      />
      {open?.what === "issue" && <IssueKey project={search.project} onClose={close} />}
      {open?.what === "revoke" && <RevokeKey apiKey={open.key} own={open.key.keyId === me?.keyId} onClose={close} />}
    </>
  );
}

function columns(own: string | undefined, forbidden: string | undefined, onRevoke: (key: Key) => void): readonly Column<Key>[] {
  return [
    {
      id: "name",
      header: "Key",
      wide: true,
      cell: (key) => (
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="font-medium break-all text-ink">{key.name}</span>
          {key.keyId === own && <span className="text-xs text-muted">yours</span>}
          <IdChip id={key.keyId} />
        </span>
      ),
    },
    { id: "status", header: "Status", cell: (key) => <Standing apiKey={key} /> },
    { id: "owner", header: "Owner", secondary: true, cell: (key) => key.owner },
    { id: "roles", header: "Roles", cell: (key) => key.roles.join(", ") },
    {
      id: "expires",
      header: "Expires",
      align: "right",
      secondary: true,
      cell: ({ expiresAt }) => (expiresAt ? <When at={expiresAt} relative /> : "Never"),
    },
    { id: "issuedAt", header: "Issued", align: "right", cell: (key) => <When at={key.issuedAt} relative /> },
    {
      id: "actions",
      header: "Actions",
      align: "right",
      cell: (key) =>
        key.revoked ? null : (
          <Button look="danger" className="h-7" forbidden={forbidden} onClick={() => onRevoke(key)}>
            Revoke<span className="sr-only"> {key.name}</span>
          </Button>
        ),
    },
  ];
}

function Standing({ apiKey }: { apiKey: Key }) {
  const standing = standingOf(apiKey, useNow());
  return <StatusChip status={standing} {...(standing === "good" ? { tone: "good" as const } : {})} />;
}
