// Writes vendor.js and vendor-licences.txt into the folder that the first argument names (the page's own folder
// unless it is given). The same versions give the same bytes.
import { build } from "esbuild";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../resources/explorer");

const result = await build({
  absWorkingDir: here,
  entryPoints: ["vendor.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});
writeFileSync(
    join(target, "vendor.js"), "// Made by bootstrap/src/main/explorer/bundle.mjs; see vendor-licences.txt.\n" + result.outputFiles[0].text);

// Only the packages of which something is in the bundle.
const used = Object.entries(Object.values(result.metafile.outputs)[0].inputs);
const packages = new Set(used
    .filter(([, one]) => one.bytesInOutput > 0)
    .map(([file]) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean));
const texts = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(
    join(target, "vendor-licences.txt"),
    "The file vendor.js contains these libraries, as their authors published them, made smaller by esbuild.\n\n"
        + texts.join("\n" + "-".repeat(80) + "\n\n"));
