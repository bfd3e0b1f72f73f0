/** Progress goes to the error stream: the output is for the result alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
