import { at, isObject, type Document } from "@/editing/pointers";

/**
 * A description with only some of its operations.
 *
 * @param names the tool that each operation becomes, such as `GET /orders/{id}`; it keeps that name
 *     although others, from which it had to differ, are gone
 */
export function withOnly(description: Document, names: ReadonlyMap<string, string>): Document {
  const paths = isObject(description.paths) ? description.paths : {};
  return {
    ...description,
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [path, pathWithOnly(path, followed(description, item), names, description)]),
    ),
  };
}

const METHODS = new Set(["get", "head", "put", "post", "delete", "patch", "options", "trace"]);

function pathWithOnly(path: string, item: Document, names: ReadonlyMap<string, string>, description: Document): Document {
  return Object.fromEntries(
    Object.entries(item).flatMap(([member, value]) => {
      if (!METHODS.has(member)) {
        return [[member, value]];
      }
      const name = names.get(`${member.toUpperCase()} ${path}`);
      return name === undefined ? [] : [[member, { ...followed(description, value), operationId: name }]];
    }),
  );
}

/** What is meant, where it stands elsewhere in the description. */
function followed(description: Document, value: unknown): Document {
  const object = isObject(value) ? value : {};
  const reference = object.$ref;
  const found = typeof reference === "string" && reference.startsWith("#/") ? at(description, decodeURIComponent(reference.slice(1))) : undefined;
  return isObject(found) ? found : object;
}
