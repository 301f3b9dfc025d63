"""Codebooks and dictionaries as versioned data files, each with source and licence, and their typed loaders."""
