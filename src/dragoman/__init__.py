"""Dragoman reads the news wire and keeps the record of a conflict and of its settlement."""

__version__ = "0.1.0"
__all__ = ["__version__"]
