import { isMap, isNode, LineCounter, Pair, parseDocument, stringify, YAMLMap, type Document as Yaml } from "yaml";
import { isObject, same, tokensOf, type Document } from "./pointers";

/** Why a text cannot be read. */
export interface Fault {
  line: number;
  message: string;
}

export type Reading = { value: Document; fault?: undefined } | { value?: undefined; fault: Fault };

const STYLE = { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false } as const;

/** Reads YAML, and so JSON, which is YAML too. */
export function readYaml(text: string): Reading {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = yaml.errors;
  if (error) {
    return { fault: { line: lines.linePos(error.pos[0]).line, message: error.message } };
  }
  try {
    const value: unknown = yaml.toJS();
    return isObject(value) ? { value } : unreadable("This is no definition: it begins with the name of a member, such as name:");
  } catch (error) {
    // Aliases are only followed here: one that leads nowhere, or too many.
    return unreadable((error as Error).message);
  }
}

function unreadable(message: string): Reading {
  return { fault: { line: 1, message } };
}

export function writeYaml(value: Document): string {
  return stringify(value, STYLE);
}

/** The text changed so that it says the value; comments and order stay wherever nothing changed. */
export function withValue(text: string, value: Document, order: readonly string[]): string {
  const yaml = parseDocument(text);
  if (yaml.errors.length > 0 || !isMap(yaml.contents)) {
    return writeYaml(value);
  }
  change(yaml, yaml.contents, value, order);
  return yaml.toString(STYLE);
}

/** The line on which the value at a pointer begins, or the nearest one around it. */
export function lineOf(text: string, pointer: string): number {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const path = tokensOf(pointer);
  for (; path.length > 0; path.pop()) {
    const around = path.length === 1 ? yaml.contents : yaml.getIn(path.slice(0, -1), true);
    const pair = isMap(around) ? around.items.find(({ key }) => nameOf(key) === path.at(-1)) : undefined;
    const place: unknown = pair?.key ?? yaml.getIn(path, true);
    if (isNode(place) && place.range) {
      return lines.linePos(place.range[0]).line;
    }
  }
  return 1;
}

function change(yaml: Yaml, map: YAMLMap, value: Document, order: readonly string[]): void {
  const before = map.toJS(yaml) as Document;
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(value, name)) {
      map.delete(name);
    }
  }
  for (const [name, next] of Object.entries(value)) {
    if (same(before[name], next)) {
      continue;
    }
    const inner = map.get(name, true);
    if (isObject(next) && isMap(inner)) {
      change(yaml, inner, next, []);
    } else if (map.has(name)) {
      map.set(name, yaml.createNode(next, STYLE));
    } else {
      insert(map, new Pair(yaml.createNode(name), yaml.createNode(next, STYLE)), order);
    }
  }
}

function insert(map: YAMLMap, pair: Pair, order: readonly string[]): void {
  const rank = order.indexOf(nameOf(pair.key));
  const next = map.items.findIndex(({ key }) => rank >= 0 && order.indexOf(nameOf(key)) > rank);
  map.items.splice(next < 0 ? map.items.length : next, 0, pair);
}

function nameOf(key: unknown): string {
  return String(isNode(key) ? key.toJSON() : key);
}
