"""The kehoach command: one function per command, arguments in, one call, result printed."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def kehoach() -> None:
    """Read Vietnamese administrative plans (kế hoạch) into a store that plain SQL can question."""


def main() -> None:
    """Run the command."""
    app()
