// Builds the console into a folder: node build.mjs <folder>. Does nothing when nothing changed.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const START_LIMIT = 180 * 1024;
const INPUTS = ["src", "public", "index.html", "openapi.json", "package.json", "package-lock.json"];
const GENERATED = "schema.gen.ts";
const SETTINGS = ["vite.config.ts", "tsconfig.json", ".oxlintrc.json", "build.mjs"];

const home = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(home, "dist"));
const tested = process.env.CONSOLE_TESTS !== "skip";
const installedStamp = join(home, "node_modules/.installed");
const builtStamp = join(out, ".console");

// A build without tests satisfies only another one without tests.
const inputs = hash([...INPUTS, ...SETTINGS].flatMap((name) => filesUnder(join(home, name))));
const built = existsSync(builtStamp) ? readFileSync(builtStamp, "utf8").split(" ") : [];
if (built[0] === inputs && (built[1] === "tested" || !tested) && existsSync(join(out, "index.html"))) {
  console.log("The console is up to date");
  process.exit(0);
}

const lock = hash([join(home, "package-lock.json")]);
if (!existsSync(installedStamp) || readFileSync(installedStamp, "utf8") !== lock) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: home, stdio: "inherit" });
  writeFileSync(installedStamp, lock);
}
run("openapi-typescript/bin/cli.js", "openapi.json", "--output", `src/api/${GENERATED}`, "--alphabetize");
run("typescript/bin/tsc", "--noEmit");
run("oxlint/bin/oxlint", "--deny-warnings", "src", "build.mjs", "vite.config.ts");
if (tested) {
  run("vitest/vitest.mjs", "run");
}
run("vite/bin/vite.js", "build", "--outDir", out, "--emptyOutDir");
checkStart();
compress();
mkdirSync(out, { recursive: true });
writeFileSync(builtStamp, `${inputs} ${tested ? "tested" : "untested"}`);

function run(script, ...args) {
  execFileSync(process.execPath, [join(home, "node_modules", script), ...args], {
    cwd: home,
    stdio: "inherit",
  });
}

function checkStart() {
  const folder = join(out, ".vite");
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  rmSync(folder, { recursive: true });
  const start = new Set();
  const visit = (name) => {
    const chunk = manifest[name];
    if (!start.has(chunk.file)) {
      start.add(chunk.file);
      chunk.imports?.forEach(visit);
    }
  };
  visit("index.html");
  const size = [...start]
    .map((file) => gzipSync(readFileSync(join(out, file))).length)
    .reduce((sum, each) => sum + each, 0);
  console.log(`The start takes ${Math.round(size / 1024)} of ${START_LIMIT / 1024} kB gzip`);
  if (size > START_LIMIT) {
    console.error(`Load some of it later: ${[...start].join(", ")}`);
    process.exit(1);
  }
}

/** Once here, and not for each who asks. */
function compress() {
  filesUnder(join(out, "assets"))
    .filter((file) => /\.(js|css|svg)$/.test(file))
    .forEach((file) => writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 })));
}

function filesUnder(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => (name === GENERATED ? [] : filesUnder(join(path, name))))
    : [path];
}

function hash(files) {
  const sum = createHash("sha256");
  for (const file of files.toSorted()) {
    sum.update(relative(home, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return sum.digest("hex");
}
