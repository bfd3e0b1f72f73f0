import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin, transform } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const ENTRY = join(HERE, "app/index.ts");
/** Browsers from spring 2023 on: dialog, constructed style sheets, color-mix, module import from a classic script. */
const TARGET = ["es2022", "chrome111", "firefox113", "safari16.4"];

/**
 * A file of the widget as it is served: `path` is its address, `bytes` its content. A late one comes only when something asks for
 * it; the others come with the chat.
 */
export type WidgetFile = { path: string; bytes: Uint8Array; isLate?: boolean };

const inlineCss: Plugin = {
  name: "inline-css",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace("?inline", "")),
      namespace: "inline-css",
    }));
    onLoad({ filter: /./, namespace: "inline-css" }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
        target: TARGET,
      });
      return { contents: code.trim(), loader: "text", watchFiles: [path] };
    });
  },
};

/**
 * Every part counts on the whole of the chat, so that what they share is one file with it and not one for each set of parts:
 * each file more is compressed apart and asked for apart.
 */
const wholeParts: Plugin = {
  name: "whole-parts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) =>
      kind === "dynamic-import"
        ? { path: `${resolve(resolveDir, path)}.tsx`, pluginData: { isPart: true } }
        : undefined,
    );
    onLoad({ filter: /\.tsx$/ }, async ({ path, pluginData }) =>
      pluginData?.isPart
        ? {
            contents: `${await readFile(path, "utf8")}\nimport ${JSON.stringify(ENTRY)};`,
            loader: "tsx",
            watchFiles: [path],
          }
        : undefined,
    );
  },
};

const SHARED: BuildOptions = {
  bundle: true,
  minify: true,
  write: false,
  legalComments: "none",
  charset: "utf8",
  jsx: "automatic",
  target: TARGET,
  absWorkingDir: HERE,
  plugins: [inlineCss],
  logLevel: "warning",
};

/**
 * Builds the widget in memory, the same bytes from the same sources: `/widget.js`, whose address never changes, and the chat
 * under `/widget/<hash of its content>/`, whose content never does.
 */
export async function bundleWidget(): Promise<{ loader: WidgetFile; app: WidgetFile[] }> {
  const app = await build({
    ...SHARED,
    entryPoints: { app: ENTRY },
    plugins: [inlineCss, wholeParts],
    outdir: "out",
    format: "esm",
    splitting: true,
    metafile: true,
  });
  const eager = eagerOf(app.metafile!);
  const files = app.outputFiles!.map((file) => ({
    name: file.path.slice(join(HERE, "out").length + 1),
    bytes: file.contents,
  }));
  files.push(...(await localeFiles()));
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash("sha256");
  for (const { name, bytes } of files) hash.update(`${name}\0`).update(bytes);
  const folder = `/widget/${hash.digest("hex").slice(0, 16)}/`;
  const loader = await build({
    ...SHARED,
    entryPoints: [join(HERE, "loader/index.ts")],
    format: "iife",
    define: { APP_PATH: JSON.stringify(`${folder}app.js`) },
  });
  return {
    loader: { path: "/widget.js", bytes: loader.outputFiles![0]!.contents },
    app: files.map(({ name, bytes }) => ({ path: folder + name, bytes, isLate: !eager.has(`out/${name}`) })),
  };
}

/** The words of each language under a name that stays, so that a chat from before an update finds them, too. */
async function localeFiles() {
  const folder = join(HERE, "locales");
  const names = (await readdir(folder)).filter((name) => name !== "en-GB.json");
  return Promise.all(
    names.map(async (name) => ({
      name: `locales/${name}`,
      bytes: Buffer.from(JSON.stringify(JSON.parse(await readFile(join(folder, name), "utf8")))),
    })),
  );
}

/** What the chat's own file imports for good, and that in turn. */
function eagerOf({ outputs }: Metafile): ReadonlySet<string> {
  const found = new Set(["out/app.js"]);
  for (const path of found)
    for (const { path: next, kind } of outputs[path]!.imports) if (kind !== "dynamic-import") found.add(next);
  return found;
}
