import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { SidePanel } from "@/ui/Dialog";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { useUrlState } from "@/ui/urlState";
import { KeyValues, When } from "@/ui/values";
import { CredentialDialog } from "./CredentialDialog";
import { KINDS, placeOf } from "./kinds";
import { RevokeCredential } from "./RevokeCredential";
import { UsedBy } from "./UsedBy";

type Credential = Schema["CredentialView"];

/** A credential without its secret, and what shows it. */
export function CredentialPanel({ name }: { name: string }) {
  const [, change] = useUrlState();
  const { data, error, refetch } = useQuery(
    reading("/api/v1/credentials/{credential}", { path: { credential: name } }),
  );
  const forbidden = useForbidden("admin");
  const [asking, setAsking] = useState<"rotate" | "revoke">();
  const close = () => setAsking(undefined);
  return (
    <>
      <SidePanel
        open
        onClose={() => change({ credential: undefined })}
        title={name}
        footer={
          data?.status === "stored" && (
            <>
              <Button look="danger" forbidden={forbidden} onClick={() => setAsking("revoke")}>
                Revoke
              </Button>
              <Button look="primary" forbidden={forbidden} onClick={() => setAsking("rotate")}>
                Rotate
              </Button>
            </>
          )
        }
      >
        {data ? (
          <div className="space-y-6">
            <About credential={data} />
            <UsedBy credential={data.name} />
          </div>
        ) : error ? (
          <ProblemPanel problem={error} retry={() => void refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </SidePanel>
      {data && asking === "rotate" && <CredentialDialog credential={data} onClose={close} />}
      {data && asking === "revoke" && <RevokeCredential credential={data} onClose={close} />}
    </>
  );
}

function About({ credential }: { credential: Credential }) {
  const { kind, status, description, use, storedAt, storedBy, updatedAt, updatedBy } = credential;
  return (
    <KeyValues
      items={[
        ["Status", <StatusChip key="status" status={status} />],
        ["Kind", KINDS[kind].label],
        ["Description", description],
        ["Shown in", placeOf(credential)],
        ["Sent to", use.hosts?.join(", ") || "Whatever host a tool calls"],
        ["Token address", use.tokenUrl],
        ["Client id", use.clientId],
        ["Scopes", use.scopes?.join(", ")],
        ["Secret", status === "stored" ? "Kept encrypted, never shown" : "Erased"],
        ["Stored", <span key="stored"><When at={storedAt} full /> by {storedBy}</span>],
        ["Changed", <span key="changed"><When at={updatedAt} full /> by {updatedBy}</span>],
      ]}
    />
  );
}
