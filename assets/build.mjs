// Compiles the assets into the package: one stylesheet, one script, one for the theme, all named by content.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../src/lorgnette/web/static");
const APART = new Set(["main.js", "theme.js"]);

const names = (folder, ending) =>
  readdirSync(join(here, folder)).filter((name) => name.endsWith(ending)).sort();

// Every room has a script of its own; each is started on the page and after every swap.
function scripts() {
  const rooms = names("js", ".js").filter((name) => !APART.has(name));
  const imports = rooms.map((name, n) => `import * as room${n} from "./js/${name}";`);
  return [
    'import htmx from "htmx.org";',
    ...imports,
    `const rooms = [${rooms.map((_, n) => `room${n}`).join(", ")}];`,
    "window.htmx = htmx;",
    "const begin = (root) => rooms.forEach((room) => room.start(root));",
    'htmx.onLoad((element) => begin(element));',
  ].join("\n");
}

// The tokens come right after Tabler, then what stands on them.
function styles() {
  const own = names("css", ".css").filter((name) => name !== "tokens.css");
  return ["tokens.css", ...own].reduce(
    (text, name) => `${text}@import "./css/${name}";\n`,
    '@import "@tabler/core/dist/css/tabler.min.css";\n',
  );
}

async function compiled(contents, loader, format) {
  const result = await build({
    stdin: { contents, loader, resolveDir: here },
    bundle: true,
    minify: true,
    write: false,
    format,
    target: ["es2022", "chrome123", "firefox120", "safari17.5"],
    legalComments: "none",
    logLevel: "warning",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

function write(name, content, manifest) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const [stem, ending] = name.split(".");
  const named = `${stem}.${digest}.${ending}`;
  writeFileSync(join(target, named), content);
  writeFileSync(join(target, `${named}.gz`), gzipSync(content, { level: 9 }));
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  });
  writeFileSync(join(target, `${named}.br`), brotli);
  manifest[name] = named;
  console.log(`${named}: ${content.length} bytes, ${brotli.length} compressed`);
}

const manifest = {};
const made = [
  ["main.css", await compiled(styles(), "css")],
  ["main.js", await compiled(scripts(), "js", "iife")],
  ["theme.js", await compiled(readFileSync(join(here, "js/theme.js"), "utf8"), "js", "iife")],
];
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [name, content] of made) write(name, content, manifest);
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
