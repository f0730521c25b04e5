"""What a file is, told from its bytes; its name is asked only where bytes cannot tell."""

from __future__ import annotations

TEXT = "text/plain"
MARKDOWN = "text/markdown"


def media_type(content: bytes, name: str) -> str:
    """The media type of a document. `name` tells markdown from plain text, nothing else."""
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT
