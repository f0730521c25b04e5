"""The store: PlanRecords as Parquet that plain globs read, whole at every instant."""

import os

# Arrow reads this when it is loaded. Its own allocators keep what was freed by another thread, which adds half
# to the memory of a coordinator; the system's gives it back.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
