"""Commitments told in sentences: who leads, who cooperates, by when, with which money."""

from normalize.commitments.headings import heading_agencies
from normalize.commitments.reading import Commitment, explain_commitment, read_commitment

__all__ = ["Commitment", "explain_commitment", "heading_agencies", "read_commitment"]
