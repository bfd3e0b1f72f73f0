import pino, { type Logger } from "pino";

export type { Logger };

/**
 * JSON lines on stdout. Every line about a request, an outbox entry or a job carries `tenantId` and `traceId`:
 * make a child with both at the edge and pass it down.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ["password", "token", "secret", "authorization", "cookie", "*.password", "*.token", "*.secret"],
      censor: "[hidden]",
    },
  });
}
