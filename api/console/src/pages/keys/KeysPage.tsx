import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { When } from "@/ui/values";

type Item = Schema["KeyView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "Key", wide: true, cell: (item) => item.name },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.revoked ? "revoked" : "active"} /> },
  { id: "owner", header: "Owner", cell: (item) => item.owner },
  { id: "roles", header: "Roles", cell: (item) => item.roles.join(", ") },
  { id: "issuedAt", header: "Issued", align: "right", cell: (item) => <When at={item.issuedAt} relative /> },
];

export function KeysPage() {
  const list = useList("/api/v1/keys");
  return (
    <>
      <PageHeader title="Keys" />
      <DataTable
        label="Keys"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.keyId}
        empty={<EmptyList of="keys" title="No keys" />}
      />
    </>
  );
}
