"""The doors in and out: sources, readers, conversion, batches, the store."""
