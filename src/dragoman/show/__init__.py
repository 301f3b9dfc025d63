"""The record as people and programs read it: terminal, JSON, a web page."""
