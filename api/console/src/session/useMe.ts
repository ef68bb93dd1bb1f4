import { useQuery } from "@tanstack/react-query";
import { send } from "@/api/client";
import { Problem } from "@/api/problem";

export type Role = "viewer" | "builder" | "approver" | "operator" | "auditor" | "admin";

/** Who the key belongs to and what it may do. */
export interface Me {
  name: string;
  tenant: string;
  keyId?: string;
  roles: Role[];
}

const ME = "/api/v1/me";

/** Asks who a key belongs to; fails with a problem when it is nobody's. */
export async function whoIs(key?: string): Promise<Me> {
  const headers = { Accept: "application/json" };
  try {
    return (await (await send(ME, { headers }, key)).json()) as Me;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) {
      throw error;
    }
    // A server that does not tell: that it lets the key in is all there is to know.
    await send("/api/v1/agents?limit=1", { headers }, key);
    return { name: "", tenant: "", roles: ["admin"] };
  }
}

export function useMe(): Me | undefined {
  return useQuery<Me, Problem>({ queryKey: [ME], queryFn: () => whoIs(), staleTime: Infinity }).data;
}

/** Why the key may not do what needs one of the roles; undefined when it may. */
export function useForbidden(...roles: Role[]): string | undefined {
  const me = useMe();
  return me === undefined || me.roles.includes("admin") || roles.some((role) => me.roles.includes(role))
    ? undefined
    : `Needs the role ${roles.join(" or ")}`;
}
