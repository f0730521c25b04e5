"""The store: PlanRecords as Parquet that plain globs read, whole at every instant."""

import os
import sys

# Arrow reads this when it is loaded. Its usual allocator keeps much of what is freed by another thread, which
# doubles the memory of a coordinator; jemalloc is in Arrow's packages for Linux, and as fast.
if sys.platform == "linux":
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "jemalloc")
