/** What a command has to say: for a person as lines, for a program as one JSON value. */
export type Answer = {
  json: unknown;
  lines: string[];
  isBad?: boolean;
  /** Done, but for a part of it that `warning` names: it is told on the error output too. */
  isInPart?: boolean;
  warning?: string | undefined;
  /** The command has written its answer itself, as it is too long to hold. */
  isWritten?: boolean;
};

/** A command that was asked for wrongly; the message says how to ask. */
export class UsageError extends Error {
  override name = "UsageError";
}

export function print(answer: Answer, asJson: boolean): void {
  if (answer.warning) process.stderr.write(`${answer.warning}\n`);
  if (answer.isWritten) return;
  process.stdout.write(`${asJson ? JSON.stringify(answer.json, null, 2) : answer.lines.join("\n")}\n`);
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
