import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { When } from "@/ui/values";

type Item = Schema["CredentialView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "Credential", wide: true, cell: (item) => item.name },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> },
  { id: "kind", header: "Kind", cell: (item) => item.kind },
  { id: "updatedAt", header: "Changed", align: "right", cell: (item) => <When at={item.updatedAt} relative /> },
];

export function CredentialsPage() {
  const list = useList("/api/v1/credentials");
  return (
    <>
      <PageHeader title="Credentials" />
      <DataTable
        label="Credentials"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.credentialId}
        empty={<EmptyList of="credentials" title="No credentials yet" />}
      />
    </>
  );
}
