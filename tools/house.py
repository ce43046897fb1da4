"""The house's own numbers: lengths of files and functions, and the rules that no linter knows."""

import ast
import statistics
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "lorgnette"
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
BANNED_NAMES = {"utils", "helpers", "core", "common", "services"}


def sources() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if "migrations" not in p.parts]


def functions(path: Path) -> list[tuple[str, int]]:
    """Name and length in lines, decorators and docstring left out."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            found.append((node.name, (node.end_lineno or 0) - body[0].lineno + 1))
    return found


def faults() -> list[str]:
    found = []
    for path in sources():
        name = path.relative_to(PACKAGE)
        lines = len(path.read_text().splitlines())
        if lines > LONGEST_FILE:
            found.append(f"{name} has {lines} lines; at most {LONGEST_FILE}")
        if path.stem in BANNED_NAMES or BANNED_NAMES & set(name.parts):
            found.append(f"{name}: a name that says nothing")
        found += [
            f"{name}: {function} has {length} lines; at most {LONGEST_FUNCTION}"
            for function, length in functions(path)
            if length > LONGEST_FUNCTION
        ]
        if lines and not ast.get_docstring(ast.parse(path.read_text())):
            found.append(f"{name}: its duty is not said")
    return found


def numbers() -> str:
    lines = [len(path.read_text().splitlines()) for path in sources()]
    lines = [count for count in lines if count]
    lengths = sorted(length for path in sources() for _name, length in functions(path))
    ninth = lengths[int(len(lengths) * 0.9)]
    return (
        f"{len(lines)} files, {sum(lines)} lines: median {statistics.median(lines):.0f}, "
        f"longest {max(lines)}; {len(lengths)} functions: median {statistics.median(lengths):.0f}, "
        f"90 % ≤ {ninth}, longest {max(lengths)}"
    )


if __name__ == "__main__":
    problems = faults()
    print("\n".join([*problems, numbers()]))
    sys.exit(bool(problems) and "--check" in sys.argv)
