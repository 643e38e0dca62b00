"""Readers: bytes to rows of cells, each with its place. A reader knows its file format and nothing of forms."""
