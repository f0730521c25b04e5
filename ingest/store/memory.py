"""Giving memory back: allocators keep what was freed, and a coordinator lives as long as the longest batch."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import pyarrow as pa


@contextmanager
def frugal_memory() -> Iterator[None]:
    """Have Arrow use an allocator that gives memory back at once; its usual one keeps twice what is needed."""
    before = pa.default_memory_pool()
    if "jemalloc" in pa.supported_memory_backends():
        pa.jemalloc_set_decay_ms(0)
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    else:
        pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


def release_memory() -> None:
    """Give back what the C library keeps of the buffers that writing Parquet took from it."""
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    trim: Callable[[int], object] | None = getattr(ctypes.CDLL(None), "malloc_trim", None) if _has_glibc() else None
    return trim or (lambda _: None)


def _has_glibc() -> bool:
    return sys.platform == "linux"
