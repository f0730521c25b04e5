"""A page in the browser over a store: on this machine only, read-only, with no other software."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from explore.connection import open_store
from explore.export.selection import Selection
from explore.plans import load_plan
from explore.query import query
from explore.search import search
from explore.timeline import timeline
from schema.errors import KehoachError

_MOST_ROWS = 1_000
_PLANS = """
SELECT document_id, number, title, issuer, province, province_now, plan_year, issued_on, task_count
FROM documents ORDER BY plan_year DESC NULLS LAST, document_id
"""


def serve(store: Path, *, port: int, announce: Callable[[str], None]) -> None:
    """Answer on 127.0.0.1 until interrupted; `announce` is told the address. Raises NoStore."""
    open_store(store).close()
    with make_server(store, port) as server:
        announce(f"http://127.0.0.1:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            threading.Thread(target=server.shutdown).start()


def make_server(store: Path, port: int) -> ThreadingHTTPServer:
    """The server, not yet answering; port 0 takes any that is free."""

    class Handler(_Handler):
        root = store

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


class _Handler(BaseHTTPRequestHandler):
    root: Path
    server_version = "kehoach"

    def do_GET(self) -> None:
        """Answer the page, or one of the questions that it asks."""
        if not self._is_local():
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"only for this machine")
            return
        url = urlsplit(self.path)
        options = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/":
            page = files("explore").joinpath("page.html").read_bytes()
            self._send(HTTPStatus.OK, "text/html; charset=utf-8", page)
        elif url.path in _ANSWERS:
            self._answer(_ANSWERS[url.path], options)
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"no such page")

    def _is_local(self) -> bool:
        """Whether the request names this machine: another site's page must not ask through the browser."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return host in ("127.0.0.1", "localhost")

    def _answer(self, answer: Callable[[Path, dict[str, str]], Any], options: dict[str, str]) -> None:
        try:
            body, status = answer(self.root, options), HTTPStatus.OK
        except (KehoachError, ValueError, KeyError) as error:
            body, status = {"error": str(error)}, HTTPStatus.BAD_REQUEST
        content = json.dumps(body, ensure_ascii=False, default=str).encode()
        self._send(status, "application/json; charset=utf-8", content)

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'self' 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the terminal belongs to the person who started the page."""


def _plans(store: Path, options: dict[str, str]) -> Any:
    return query(store, _PLANS).to_pylist()


def _plan(store: Path, options: dict[str, str]) -> Any:
    return load_plan(store, options["id"]).model_dump(mode="json")


def _search(store: Path, options: dict[str, str]) -> Any:
    due = options.get("due_before")
    selection = Selection(
        province=options.get("province") or None,
        year=int(options["year"]) if options.get("year") else None,
        agency=options.get("agency") or None,
        due_before=date.fromisoformat(due) if due else None,
    )
    return search(store, options.get("words", ""), selection=selection, most=100).to_pylist()


def _timeline(store: Path, options: dict[str, str]) -> Any:
    return timeline(store, options["agency"]).slice(0, _MOST_ROWS).to_pylist()


def _sql(store: Path, options: dict[str, str]) -> Any:
    answer = query(store, options["sql"], seconds=20.0)
    return {"columns": answer.column_names, "rows": answer.slice(0, _MOST_ROWS).to_pylist(), "all": answer.num_rows}


_ANSWERS: dict[str, Callable[[Path, dict[str, str]], Any]] = {
    "/plans": _plans,
    "/plan": _plan,
    "/search": _search,
    "/timeline": _timeline,
    "/sql": _sql,
}
