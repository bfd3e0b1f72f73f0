const began = performance.now();

/** A line of progress for the person at the terminal. */
export function say(line: string): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds} s  ${line}\n`);
}

/** The end of the start: where to go and how to sign in. */
export function sayReady(options: {
  appUrl: string;
  isDevelopment: boolean;
  /** False when APP_URL was not given. */
  isAddressGiven: boolean;
  /** False when mail is kept instead of sent. */
  isMailSent: boolean;
  demo: boolean;
  hasPhone: boolean;
  roles: readonly string[];
}): void {
  const { appUrl, demo, roles } = options;
  const lines = [`Parley is ready at ${appUrl}`];
  if (!roles.includes("web")) lines[0] = `Parley is ready (${roles.join(", ")})`;
  if (demo && roles.includes("web")) {
    lines.push(
      "",
      "  Sign in             as                                     password",
      `  WeaveCode Demo Ltd  admin1@weavecode.demo                  DemoPassword123!`,
      `  Acme Corp UK        admin2@weavecode.demo                  DemoPassword123!`,
      `  London SME          admin3@weavecode.demo                  DemoPassword123!`,
      "  and their agents:   agent1@acme.demo, agent2@acme.demo … (same for weavecode, london)",
      "",
      `  The inbox           ${appUrl}/t/acme/inbox`,
      `  A customer's shop   ${appUrl}/demo/acme`,
      ...(options.hasPhone ? [`  A customer's phone  ${appUrl}/dev/phone`] : []),
      ...(options.isDevelopment ? [`  Mail that was sent  ${appUrl}/dev/mail`] : []),
    );
  }
  if (!options.isDevelopment && !options.isAddressGiven) {
    lines.push(
      "",
      `  APP_URL is not set: links in mail lead to ${appUrl}, and cookies work without TLS.`,
      "  Set it to the address people use, with https:// (.env.example).",
    );
  }
  if (!options.isDevelopment && !options.isMailSent) {
    lines.push(
      "",
      "  SMTP_URL is not set: nobody gets invitations, new passwords or notifications by mail (.env.example).",
    );
  }
  process.stdout.write(`\n${lines.join("\n")}\n\n`);
}

/** Ends the process with words for the person at the terminal; a bug keeps its stack. */
export function giveUp(error: unknown): never {
  const known = ["EnvError", "SecretsError", "PostgresError", "MigrationError", "StartError"];
  const { name, message, stack } = error as Error;
  process.stderr.write(`\nParley did not start.\n${known.includes(name) ? message : (stack ?? message)}\n`);
  process.exit(1);
}

/** What keeps Parley from starting, in words that say what to do. */
export class StartError extends Error {
  override name = "StartError";
}
