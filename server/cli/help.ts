import { COMMANDS, type CommandLine } from "./commands";

const RUN = "npm run parley --";

/** All commands that begin so, or with one left all that there is to say of it. */
export function helpOf(words: string): string {
  const exact = COMMANDS[words];
  if (exact) return helpOfOne(words, exact);
  const begun = Object.entries(COMMANDS).filter(([name]) => name.startsWith(words ? `${words} ` : ""));
  const listed = begun.length ? begun : Object.entries(COMMANDS);
  const width = Math.max(...listed.map(([name]) => name.length));
  return [
    `${RUN} <command> [its flags] [--json]`,
    "",
    ...listed.map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`),
    "",
    `Its flags, an example and its exit codes: ${RUN} ${listed[0]![0]} --help`,
    "For a script: npm run -s parley -- <command> --json prints one JSON value and nothing else.",
  ].join("\n");
}

function helpOfOne(name: string, { does, needs = {}, takes = {}, example, exits = {} }: CommandLine): string {
  const flags = Object.entries({ ...needs, ...takes });
  const width = Math.max(6, ...flags.map(([flag, [value]]) => written(flag, value).length));
  const all = {
    0: "done",
    1: "refused, or it could not be done",
    2: "asked wrongly",
    ...exits,
  };
  return [
    usageOf(name),
    "",
    `  ${does}`,
    "",
    ...flags.map(([flag, [value, means]]) => `  ${written(flag, value).padEnd(width)}  ${means}`),
    `  ${"--json".padEnd(width)}  one JSON value instead of lines; of a refusal {"error"}`,
    "",
    `Example: ${RUN} ${example}`,
    `Ends with ${Object.entries(all)
      .map(([code, means]) => `${code}: ${means}`)
      .join("; ")}.`,
  ].join("\n");
}

/** One that takes nothing says all by being there. */
const written = (flag: string, value: string) => (value ? `--${flag} <${value}>` : `--${flag}`);

export function usageOf(name: string): string {
  const { needs = {}, takes = {} } = COMMANDS[name]!;
  const needed = Object.entries(needs).map(([flag, [value]]) => written(flag, value));
  const taken = Object.entries(takes).map(([flag, [value]]) => `[${written(flag, value)}]`);
  return [`${RUN} ${name}`, ...needed, ...taken, "[--json]"].join(" ");
}
