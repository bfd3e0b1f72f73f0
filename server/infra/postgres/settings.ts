/** postgresql.conf lines of the embedded server: one machine, loopback only, made for many short transactions. */
export function settingsFile(port: number, throwaway: boolean): string {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: "'127.0.0.1'",
    unix_socket_directories: "''",
    max_connections: throwaway ? 400 : 100,
    shared_buffers: "'128MB'",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    log_min_messages: "warning",
    // Compiling a plan costs more than any statement of ours gains.
    jit: "off",
    // What is read is mostly in memory, and no disk of today turns.
    random_page_cost: 1.1,
    // Parallel queries need /dev/shm, of which a container has 64 MB, and take cores from the app beside them.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    // No replicas here: less is written for bulk loads.
    wal_level: "minimal",
    max_wal_senders: 0,
    max_wal_size: "'1GB'",
    ...(throwaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  return `# Written at every start.\n${Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join("\n")}\n`;
}
