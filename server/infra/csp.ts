export type PolicyInput = {
  nonce: string;
  /** Host and port the browser asked for. */
  host: string;
  isHttps: boolean;
  /** Hosts of a Pusher that is not ours. */
  sockets: readonly string[];
  /** Next's hot reload evaluates code. */
  isDevelopment: boolean;
  /** The pretend phone shows the inbox beside itself. */
  mayBeFramed?: boolean;
};

/** The Content-Security-Policy of a page: scripts by nonce or from here, sockets to here, no frame around it. */
export function contentSecurityPolicy({
  nonce,
  host,
  isHttps,
  sockets,
  isDevelopment,
  mayBeFramed,
}: PolicyInput): string {
  // Safari before 15.4 does not take 'self' for the sockets of the same host.
  const own = /^[A-Za-z0-9.:[\]-]+$/.test(host) ? [`${isHttps ? "wss" : "ws"}://${host}`] : [];
  const other = sockets.flatMap((name) => [`wss://${name}`, `https://${name}`]);
  const policy: Record<string, string[]> = {
    "default-src": ["'self'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    // Positions and sizes are set as style attributes, which no nonce can cover.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...own, ...other],
    "worker-src": ["'self'", "blob:"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": [mayBeFramed ? "'self'" : "'none'"],
    ...(isHttps ? { "upgrade-insecure-requests": [] } : {}),
  };
  return Object.entries(policy)
    .map(([name, values]) => [name, ...values].join(" "))
    .join("; ");
}
