"""The process that reads documents for the local engine: chunks in, outcomes and reports out.

Started as `python -m ingest.worker DESCRIPTOR`, a socket to the engine. It ends when the engine does.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection

from ingest.chunks import Chunk, ChunkReader, Outcome, Report, Settings

READY = "ready"


def serve(connection: Connection) -> None:
    """Read chunks until the engine closes the connection."""
    settings: Settings = connection.recv()
    _limit_memory(settings.limits.memory)
    reader = ChunkReader(settings)
    # Records are trees without cycles, made by the ten thousand: looking for cycles among them would take
    # a third of the time.
    gc.disable()
    _collect()
    connection.send(READY)
    while True:
        try:
            # A request to stop that came after the chunk's last document is nothing to answer.
            if isinstance(chunk := connection.recv(), list):
                _serve_chunk(connection, reader, chunk)
        except (EOFError, ConnectionError):
            return
        _collect()


def _collect() -> None:
    """Free what readers left in cycles; what is alive (modules, registers, texts remembered) is not looked at again."""
    gc.collect()
    gc.freeze()


def _serve_chunk(connection: Connection, reader: ChunkReader, chunk: Chunk) -> None:
    """Answer each source with its outcome, and the chunk with its report; any message meanwhile means stop."""
    reading = reader.read(chunk)
    try:
        answer: Outcome | Report = next(reading)
        while True:
            connection.send(answer)
            if isinstance(answer, Report):
                return
            answer = reading.send(connection.poll())
    except OSError as error:
        if isinstance(error, ConnectionError):
            raise
        connection.send(error)


def _limit_memory(most: int) -> None:
    """Make Python raise MemoryError where a document takes too much, before the whole machine is out of it."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def main() -> None:
    """Serve the engine at the other end of the descriptor given."""
    # Ctrl-C goes to the engine, which lets workers finish the document at hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import pyarrow as pa

    pa.set_cpu_count(1)
    with Connection(int(sys.argv[1])) as connection:
        serve(connection)
    # Straight out: taking half a million objects apart helps nobody.
    os._exit(0)


if __name__ == "__main__":
    main()
