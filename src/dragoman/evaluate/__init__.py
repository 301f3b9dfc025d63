"""The product scored on gold sets: one module a task, each reading its gold, predicting and scoring."""
