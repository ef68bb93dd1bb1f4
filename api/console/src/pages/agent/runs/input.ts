/** A member of an object that a form can ask for. */
export interface InputField {
  name: string;
  title: string;
  hint: string | undefined;
  required: boolean;
  control: "text" | "long" | "number" | "boolean" | "choice" | "json";
  choices: readonly string[];
}

type Json = Record<string, unknown>;

const LONG = 120;

/** The fields by which a form asks for what the schema describes; none where it describes no object. */
export function fieldsOf(schema: Json | undefined): readonly InputField[] {
  if (!isObject(schema?.properties)) {
    return [];
  }
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, each]) => {
    const property = isObject(each) ? each : {};
    const choices = Array.isArray(property.enum) ? property.enum.filter((value) => typeof value === "string") : [];
    return {
      name,
      title: typeof property.title === "string" ? property.title : name,
      hint: typeof property.description === "string" ? property.description : undefined,
      required: required.includes(name),
      control: controlOf(property, choices),
      choices,
    };
  });
}

function controlOf(property: Json, choices: readonly string[]): InputField["control"] {
  if (choices.length > 0) {
    return "choice";
  }
  switch (property.type) {
    case "string":
      return Number(property.maxLength ?? LONG) >= LONG ? "long" : "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "json";
  }
}

/** An input to begin with: the example of the definition, else what the schema gives as examples. */
export function exampleOf(exampleInput: unknown, schema: Json | undefined): unknown {
  if (exampleInput !== undefined && exampleInput !== null) {
    return exampleInput;
  }
  const given = firstExample(schema);
  if (given !== undefined) {
    return given;
  }
  if (!isObject(schema?.properties)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(schema.properties)
      .map(([name, property]) => [name, isObject(property) ? firstExample(property) : undefined] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function firstExample(schema: Json | undefined): unknown {
  return schema?.default ?? (Array.isArray(schema?.examples) ? (schema.examples[0] as unknown) : undefined);
}

/** The object with a member set, or left out when there is no value. */
export function withMember(input: unknown, name: string, value: unknown): Json {
  const { [name]: _, ...others } = isObject(input) ? input : {};
  return value === undefined ? others : { ...(isObject(input) ? input : {}), [name]: value };
}

export function memberOf(input: unknown, name: string): unknown {
  return isObject(input) ? input[name] : undefined;
}

/** What a text says as JSON, or why it says nothing. */
export function readJson(text: string): { value: unknown; fault?: undefined } | { fault: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
