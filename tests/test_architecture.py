"""The house: arrows point one way, nothing loops, nothing is imported in hiding."""

import ast
import subprocess
import sys
from pathlib import Path

import dragoman

ROOT = Path(dragoman.__file__).parent
STAGES = {"read", "parse", "understand", "coding", "record", "show"}
SHARED = {"model", "vocab", "errors", "deadline"}
MAY_IMPORT = {
    "errors": set(),
    "deadline": {"errors"},
    "model": {"model"},
    "vocab": {"vocab", "model", "errors"},
    **{stage: {stage} | SHARED for stage in STAGES},
}


def _module(path: Path) -> str:
    parts = ("dragoman", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dragoman"):
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.startswith("dragoman")]
    return []


MODULES = {_module(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}


def test_a_stage_imports_model_vocab_errors_and_itself_only():
    """No stage knows another stage."""
    breaches = []
    for name, tree in MODULES.items():
        folder = name.split(".")[1] if "." in name else ""
        if folder not in MAY_IMPORT:
            continue
        for node in ast.walk(tree):
            for target in _imports(node):
                place = target.split(".")[1] if "." in target else ""
                if (
                    place
                    and (ROOT / place).exists() | (ROOT / f"{place}.py").exists()
                    and place not in MAY_IMPORT[folder]
                ):
                    breaches.append(f"{name} imports {target}")
    assert breaches == []


def test_no_import_hides_inside_a_function():
    """Imports of our own stand at the top of a module."""
    hidden = [
        f"{name}:{inner.lineno}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if _imports(inner)
    ]
    assert hidden == []


def test_imports_do_not_loop():
    """The import graph has an order."""
    graph = {
        name: {target for node in tree.body for target in _imports(node) if target in MODULES and target != name}
        for name, tree in MODULES.items()
    }
    # A package's __init__ gathers its modules, and a module's own package is loaded first by Python: not a loop.
    graph = {name: {t for t in targets if not name.startswith(f"{t}.")} for name, targets in graph.items()}
    done: set[str] = set()
    while ready := {name for name in graph if name not in done and graph[name] <= done}:
        done |= ready
    assert sorted(set(graph) - done) == []


def test_importing_the_commands_loads_no_language_library():
    """What a command does not need is not waited for."""
    code = "import sys, dragoman.cli; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
