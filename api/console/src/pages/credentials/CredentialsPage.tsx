import { LockKeyhole, Plus } from "lucide-react";
import { useState } from "react";
import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { useUrlState, type Search } from "@/ui/urlState";
import { When } from "@/ui/values";
import { CredentialDialog } from "./CredentialDialog";
import { CredentialPanel } from "./CredentialPanel";
import { KINDS, placeOf } from "./kinds";

type Credential = Schema["CredentialView"];

const COLUMNS: readonly Column<Credential>[] = [
  { id: "name", header: "Credential", wide: true, cell: (item) => item.name },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> },
  { id: "kind", header: "Kind", cell: (item) => KINDS[item.kind].label },
  { id: "place", header: "Shown in", secondary: true, cell: placeOf },
  { id: "hosts", header: "Sent to", secondary: true, cell: ({ use }) => use.hosts?.join(", ") || "Any host" },
  { id: "updatedAt", header: "Changed", align: "right", cell: (item) => <When at={item.updatedAt} relative /> },
];

export function CredentialsPage() {
  const [search] = useUrlState();
  const list = useList("/api/v1/credentials");
  const forbidden = useForbidden("admin");
  const [storing, setStoring] = useState(false);
  const store = (
    <Button look="primary" icon={Plus} forbidden={forbidden} onClick={() => setStoring(true)}>
      Store a credential
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Credentials"
        description="What tools show to be let in. A secret goes in and never comes out: it is encrypted under the program's master key, and no page, answer or log shows it."
        actions={store}
      />
      <DataTable
        label="Credentials"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.credentialId}
        rowLink={(item) => ({
          to: ".",
          search: (before: Search) => ({ ...before, credential: item.name }),
          resetScroll: false,
        })}
        empty={
          <EmptyState title="No credentials yet" icon={LockKeyhole} action={store}>
            A tool names the credential that it shows; agents and models never see it.
          </EmptyState>
        }
      />
      {search.credential !== undefined && <CredentialPanel name={search.credential} />}
      {storing && <CredentialDialog credential={undefined} onClose={() => setStoring(false)} />}
    </>
  );
}
