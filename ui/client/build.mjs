// Builds the page scripts into ui/dist, which the program embeds, or with --test the tests into out/.
import { build } from "esbuild";
import { readdirSync, rmSync } from "node:fs";

const test = process.argv.includes("--test");
const outdir = test ? "out" : "../dist";
for (const f of test ? [] : readdirSync(outdir)) if (f !== ".gitkeep") rmSync(`${outdir}/${f}`, { recursive: true });
if (test) rmSync(outdir, { recursive: true, force: true });

await build({
  entryPoints: test ? readdirSync(".").filter((f) => f.endsWith(".test.ts")) : ["draft.ts", "editor.ts", "room.ts", "history.ts", "streams.ts", "handover.ts", "teaching.ts", "printing.ts", "projector.ts"],
  outdir,
  bundle: true,
  format: "esm", // streams.ts becomes one file without imports, which a classic worker takes too
  target: "es2021",
  minify: !test,
  platform: test ? "node" : "browser",
  legalComments: test ? "none" : "eof",
  logLevel: "warning",
});
