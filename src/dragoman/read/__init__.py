"""Bytes in: files, folders, archives, feeds and standard input become documents.

`read_documents` goes through them in order and gives a `Document` for each page and a `Failed` for each thing that is none.
"""

from dragoman.read.files import read_documents
from dragoman.read.limits import Limits

__all__ = ["Limits", "read_documents"]
