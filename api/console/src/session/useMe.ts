import { useQuery } from "@tanstack/react-query";
import { send } from "@/api/client";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";

export type Me = Schema["Me"];
export type Role = Me["roles"][number];

/** Asks who a key belongs to, before it is the key of the session; fails when it is nobody's. */
export async function whoIs(key: string): Promise<Me> {
  const response = await send("/api/v1/me", { headers: { Accept: "application/json" } }, key);
  return (await response.json()) as Me;
}

export function useMe(): Me | undefined {
  return useQuery({ ...reading("/api/v1/me"), staleTime: Infinity }).data;
}

/** Why the key may not do what needs one of the roles; undefined when it may. */
export function useForbidden(...roles: Role[]): string | undefined {
  const me = useMe();
  // Until it is known what the key may do, the API alone decides.
  return me === undefined || roles.some((role) => me.roles.includes(role))
    ? undefined
    : `Needs the role ${roles.join(" or ")}`;
}
