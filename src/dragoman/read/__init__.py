"""Bytes in: files, folders, archives, feeds and standard input become documents."""
