import { useQuery } from "@tanstack/react-query";
import { send } from "@/api/client";
import type { Problem } from "@/api/problem";
import type { Schema } from "@/api/types";

/** Who the key belongs to and what it may do. */
export type Me = Schema["Me"];
export type Role = Me["roles"][number];

const ME = "/api/v1/me";

/** Asks who a key belongs to; fails with a problem when it is nobody's. */
export async function whoIs(key?: string): Promise<Me> {
  return (await (await send(ME, { headers: { Accept: "application/json" } }, key)).json()) as Me;
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
