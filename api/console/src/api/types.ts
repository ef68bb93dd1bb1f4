import type { components, paths } from "./schema.gen";

/** The documents of the API by name: `Schema["AgentView"]`. */
export type Schema = components["schemas"];

export type Method = "get" | "post" | "put" | "patch" | "delete";
export type WriteMethod = Exclude<Method, "get">;

/** The addresses that answer a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = paths[P][M];

type Json<R> = R extends { content: { "application/json": infer T } } ? T : never;
type Success<R> = { [S in keyof R]: S extends 200 | 201 | 202 ? Json<R[S]> : never }[keyof R];

/** What an operation answers when all is well; without content for a 204. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? Exclude<Success<R>, Schema["WouldRecord"]> : never;

export type Query<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { query?: infer Q } } ? Omit<NonNullable<Q>, "dryRun"> : never;

export type Path<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { path: infer A } } ? A : never;

export type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: infer B }
    ? NonNullable<B> extends { content: { "application/json": infer T } }
      ? T
      : NonNullable<B> extends { content: { "application/merge-patch+json": infer T } }
        ? T
        : never
    : never;

/** The parameters of a read; `path` is asked for where the address has a gap. */
export type ReadParameters<P extends PathOf<"get">> = { query?: Query<P, "get"> } & ([
  Path<P, "get">,
] extends [never]
  ? { path?: undefined }
  : { path: Path<P, "get"> });

/** What a write sends; `ifMatch` is the `streamVersion` that was read. */
export type WriteParameters<P extends keyof paths, M extends WriteMethod> = {
  query?: Query<P, M>;
  body?: Body<P, M>;
  ifMatch?: number;
} & ([Path<P, M>] extends [never] ? { path?: undefined } : { path: Path<P, M> });
