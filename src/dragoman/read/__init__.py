"""Bytes in: files, folders, archives, feeds and standard input become documents."""

from dragoman.read.files import Input, read_documents
from dragoman.read.limits import DEFAULT_LIMITS, Limits

__all__ = ["DEFAULT_LIMITS", "Input", "Limits", "read_documents"]
