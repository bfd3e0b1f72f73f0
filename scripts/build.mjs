// Builds everything that `npm start` runs: the widget (public/widget*), the server (dist/server.mjs) and the pages (.next).
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bundleForNode } from "./bundle.mjs";
import { root, run, say } from "./prepare.mjs";

say("building the widget");
await run(process.execPath, ["--import", "tsx", join(root, "widget/build.ts")]);

say("building the server");
await bundleForNode({ server: "server/main.ts" }, "dist");

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
