"""The flow over many reports: worker processes, and the account of what came in and what became of it."""
