"""What a document says about itself, as values: number, issuer, province, dates, signer, stated total."""

from __future__ import annotations

from normalize.front_matter.identity import Identity, read_identity

__all__ = ["Identity", "read_identity"]
