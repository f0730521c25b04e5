"""One module per kind of file, each giving the same Manuscript."""
