import { expect, test } from "vitest";
import { explain } from "./explain";

test.each([
  [
    'FATAL: could not write to file "pg_wal/xlogtemp.39": No space left on device',
    "The disk is full: free at least 200 MB",
  ],
  ["ENOSPC: no space left on device, mkdir '/srv/parley'", "The disk is full"],
  ["EACCES: permission denied, mkdir '/srv/parley'", "make it writable, or set PARLEY_DATA_DIR"],
  ["ENOTDIR: not a directory, mkdir '/srv/file/parley'", "make it writable, or set PARLEY_DATA_DIR"],
  ["FATAL: database files are incompatible with server", "another Postgres version"],
  ["FATAL: could not resize shared memory segment", "enlarge /dev/shm or set DATABASE_URL"],
  ["something new", "Postgres said:\nsomething new"],
])("%s", (said, mend) => {
  expect(explain(said, "/srv/parley").message).toContain(
    "The embedded database in /srv/parley did not start.",
  );
  expect(explain(said, "/srv/parley").message).toContain(mend);
});
