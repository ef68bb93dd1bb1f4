import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { read } from "@/api/client";

/** Opens what waits for me beside this one; tells when nothing does. */
export function useNextApproval(current: string): { goOn: () => void; nothingLeft: boolean } {
  const navigate = useNavigate();
  const [nothingLeft, setNothingLeft] = useState(false);
  const goOn = useCallback(() => {
    void read("/api/v1/approvals", { query: { mine: true, status: ["pending"], limit: 2 } }).then(
      ({ items }) => {
        const next = items.find(({ approvalId }) => approvalId !== current);
        setNothingLeft(next === undefined);
        if (next) {
          void navigate({ to: "/approvals/$approval", params: { approval: next.approvalId } });
        }
      },
      // Whoever decided sees that it is done; the list says what else waits.
      () => undefined,
    );
  }, [current, navigate]);
  return { goOn, nothingLeft };
}
