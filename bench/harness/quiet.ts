import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** How busy the machine is before we begin, in percent of all its cores over one second. Null where it cannot be known. */
export async function busyPercent(): Promise<number | null> {
  const before = ticks();
  await new Promise((done) => setTimeout(done, 1000));
  const after = ticks();
  if (!before || !after) return null;
  return Math.round((100 * (after.busy - before.busy)) / (after.all - before.all));
}

/** The first line of /proc/stat: user nice system idle iowait irq softirq steal, in ticks. */
function ticks(): { busy: number; all: number } | null {
  try {
    const fields = readFileSync("/proc/stat", "utf8")
      .split("\n")[0]!
      .trim()
      .split(/\s+/)
      .slice(1, 9)
      .map(Number);
    const all = fields.reduce((sum, n) => sum + n, 0);
    return { busy: all - fields[3]! - fields[4]!, all };
  } catch {
    return null;
  }
}

export function machine(): Record<string, unknown> {
  return {
    cores: availableParallelism(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}
