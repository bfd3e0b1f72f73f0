import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { projectRoot } from "./cluster";

export type Import = { from: string; to: string; isType: boolean; line: number };
export type SourceFile = { path: string; text: string; imports: Import[] };

const ROOTS = ["app", "bench", "components", "e2e", "prisma", "scripts", "server", "widget"];
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*${},\s]+?\s+from\s+)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;

/** Every TypeScript file of ours with what it imports, paths from the project's root. Packages keep their names. */
export function readSources(): SourceFile[] {
  const roots = readdirSync(projectRoot).filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"));
  return [...roots, ...ROOTS.flatMap((root) => filesIn(root))].map((path) => {
    const text = readFileSync(join(projectRoot, path), "utf8");
    return { path, text, imports: importsOf(path, text) };
  });
}

function filesIn(folder: string): string[] {
  const full = join(projectRoot, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter(
      (path) => /\.tsx?$/.test(path) && !path.startsWith("server/generated/") && !path.endsWith(".d.ts"),
    )
    .sort();
}

function importsOf(path: string, text: string): Import[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, (comment) =>
    comment.replace(/[^\n]/g, " "),
  );
  return [...bare.matchAll(IMPORT)].map((match) => ({
    from: path,
    to: resolveImport(path, match[2] ?? match[3] ?? ""),
    isType: Boolean(match[1]) || isTypeOnly(match[0]),
    line: bare.slice(0, (match.index ?? 0) + match[0].length).split("\n").length,
  }));
}

/** `import { type A, type B } from` brings in nothing at run time. */
function isTypeOnly(statement: string): boolean {
  const names = /\{([^}]*)\}/
    .exec(statement)?.[1]
    ?.split(",")
    .filter((name) => name.trim());
  const hasDefault = /import\s+[\w*]/.test(statement);
  return Boolean(names?.length) && !hasDefault && names!.every((name) => /^\s*type\s/.test(name));
}

function resolveImport(from: string, specifier: string): string {
  const local = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? posix.join(posix.dirname(from), specifier)
      : null;
  if (local === null) return specifier;
  const bare = local.replace(/\?.*$/, "");
  const candidates = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`, `${bare}/index.tsx`];
  const found = candidates.find((path) => isFile(join(projectRoot, path)));
  return found ?? bare;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

export function isTest(path: string): boolean {
  return /\.(test|suite|fake)\.tsx?$/.test(path) || path.startsWith("server/testing/");
}

export function folderOf(path: string): string {
  return relative(".", dirname(path));
}
