// Runs before the agent's code in the same realm, so everything it needs later is captured here:
// the agent's code may replace any global or prototype, and that must change nothing but itself.
// Functions of this file carry the prefix $ledger_, by which their frames are cut from stacks.
const host = globalThis.java_invoke;
delete globalThis.java_invoke;
delete globalThis.Javy;
delete globalThis.plugin;
// It would hand out the functions of this file that are on the stack.
Object.defineProperty(Error, "prepareStackTrace", {
  value: undefined,
  writable: false,
  configurable: false,
});

const { parse, stringify } = JSON;
const { apply } = Reflect;
const evaluate = globalThis.eval;
const toText = String;
const { slice, toWellFormed } = String.prototype;
const { TypeError: NotJson, Error: Refused } = globalThis;
const imul = Math.imul;

const $ledger_ask = (name) => host("ledger", name, "");
const $ledger_tell = (name, text) => host("ledger", name, apply(toWellFormed, text, []));

const form = $ledger_ask("form");
const goal = $ledger_ask("goal");

function $ledger_describe(kind, thrown) {
  let name = "";
  let message = "";
  let stack = "";
  try {
    if (typeof thrown === "object" && thrown !== null && typeof thrown.message === "string") {
      name = typeof thrown.name === "string" ? thrown.name : "Error";
      message = thrown.message;
      stack = typeof thrown.stack === "string" ? thrown.stack : "";
    } else {
      name = "Thrown";
      message = (typeof thrown === "object" ? stringify(thrown) : undefined) ?? toText(thrown);
    }
  } catch {
    name = "Thrown";
    message = "a value that cannot be described";
  }
  return stringify({
    __proto__: null,
    kind,
    name: apply(slice, name, [0, 200]),
    message: apply(slice, message, [0, 4000]),
    stack: apply(slice, stack, [0, 16000]),
    nothing: thrown === null,
  });
}

function $ledger_format(args) {
  let line = "";
  for (let i = 0; i < args.length; i++) {
    const value = args[i];
    let part;
    try {
      if (typeof value === "string") {
        part = value;
      } else if (typeof value === "object" && value !== null) {
        part =
          typeof value.stack === "string" && typeof value.message === "string"
            ? toText(value)
            : (stringify(value) ?? toText(value));
      } else {
        part = toText(value);
      }
      part = typeof part === "string" ? part : "";
    } catch {
      part = "[a value that cannot be shown]";
    }
    line += i === 0 ? part : " " + part;
  }
  return line;
}

const $ledger_logger = (level) => {
  const $ledger_log = (...args) => {
    $ledger_tell("log." + level, $ledger_format(args));
  };
  return $ledger_log;
};

const log = $ledger_logger("info");
log.debug = $ledger_logger("debug");
log.info = $ledger_logger("info");
log.warn = $ledger_logger("warn");
log.error = $ledger_logger("error");
globalThis.console = {
  log: $ledger_logger("info"),
  debug: $ledger_logger("debug"),
  info: $ledger_logger("info"),
  warn: $ledger_logger("warn"),
  error: $ledger_logger("error"),
};

// Each run starts from one image of the engine, whose own generator would give every run the same
// numbers; sfc32 is seeded with the run instead.
let [a, b, c, d] = parse($ledger_ask("seed"));
Math.random = function random() {
  const sum = (((a + b) | 0) + d) | 0;
  d = (d + 1) | 0;
  a = b ^ (b >>> 9);
  b = (c + (c << 3)) | 0;
  c = (c << 21) | (c >>> 11);
  c = (c + sum) | 0;
  return (sum >>> 0) / 4294967296;
};

const require = function require(name) {
  throw new Refused("Cannot require '" + toText(name) + "': the sandbox has no modules");
};
const module = { exports: {} };
const initialExports = module.exports;

function $ledger_handler(candidate) {
  if (typeof candidate === "function") {
    return { __proto__: null, owner: undefined, call: candidate };
  }
  if (typeof candidate === "object" && candidate !== null) {
    for (const name of ["handler", "default"]) {
      const member = candidate[name];
      if (typeof member === "function") {
        return { __proto__: null, owner: candidate, call: member };
      }
    }
  }
  return undefined;
}

function $ledger_script() {
  let define;
  try {
    define = evaluate($ledger_ask("code"));
  } catch (problem) {
    $ledger_tell("unparsed", $ledger_describe("SYNTAX", problem));
  }
  const handler = apply(define, initialExports, [module, initialExports, require]);
  return $ledger_handler(module.exports) ?? $ledger_handler(handler);
}

async function $ledger_module() {
  globalThis.module = module;
  globalThis.exports = initialExports;
  globalThis.require = require;
  const names = await import("function.mjs");
  return (
    $ledger_handler(names.default) ??
    $ledger_handler(module.exports) ??
    $ledger_handler(names.handler) ??
    $ledger_handler(names.$ledger_top_level_handler)
  );
}

function $ledger_json(key, value) {
  if (typeof value === "function" || typeof value === "symbol") {
    const where = key === "" ? "is" : "holds at '" + key + "'";
    throw new NotJson("the result " + where + " a " + typeof value);
  }
  return value;
}

async function $ledger_main() {
  let handler;
  let output;
  try {
    handler = form === "MODULE" ? await $ledger_module() : $ledger_script();
  } catch (thrown) {
    $ledger_tell("failed", $ledger_describe("ERROR", thrown));
  }
  if (handler === undefined) {
    $ledger_tell("failed", $ledger_describe("NO_HANDLER", undefined));
  }
  if (goal === "CHECK") {
    $ledger_tell("ready", "");
  }
  try {
    const input = parse($ledger_ask("input"));
    const context = parse($ledger_ask("context"));
    const ctx = { run: context.run, agent: context.agent, log, services: { log } };
    output = await apply(handler.call, handler.owner, [input, ctx]);
  } catch (thrown) {
    $ledger_tell("failed", $ledger_describe("ERROR", thrown));
  }
  let json;
  try {
    json = stringify(output, $ledger_json) ?? "null";
  } catch (thrown) {
    $ledger_tell("failed", $ledger_describe("NOT_JSON", thrown));
  }
  $ledger_tell("returned", json);
}

await $ledger_main();
