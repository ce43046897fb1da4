"""Which verbs the code records, read from the code itself."""

import ast
from pathlib import Path

import lorgnette

PACKAGE = Path(lorgnette.__file__).parent
# How a file hands a verb on to `audit.record`: by name, and which argument the verb is.
RECORDERS = {"record": 0, "record_many": 0, "write": 1}


class Unclear(AssertionError):
    """A verb that cannot be read from the code; write it out where it is recorded."""


def recorded() -> dict[str, str]:
    """Each verb with a file that records it."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        if "audit.record import" in code or "import locked, moves, write" in code:
            found |= dict.fromkeys(_of_file(ast.parse(code)), str(path.relative_to(PACKAGE)))
    return found


def _of_file(tree: ast.Module) -> set[str]:
    verbs: set[str] = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for call in _calls(function, RECORDERS):
                verb = call.args[RECORDERS[call.func.id]]
                verbs |= _read(verb, function, tree)
    return verbs


def _read(verb: ast.expr, function: ast.FunctionDef, tree: ast.Module) -> set[str]:
    """The words that the expression can be, its function's own arguments included."""
    if isinstance(verb, ast.Constant):
        return {verb.value}
    if isinstance(verb, ast.IfExp):
        return _read(verb.body, function, tree) | _read(verb.orelse, function, tree)
    if isinstance(verb, ast.JoinedStr):
        (room, word) = verb.values
        return {f"{room.value}{one}" for one in _read(word.value, function, tree)}
    if isinstance(verb, ast.Name):
        return _named(verb.id, function, tree)
    if isinstance(verb, ast.Subscript):
        return _read(verb.value, function, tree)
    if isinstance(verb, ast.Dict):
        return set().union(*(_read(value, function, tree) for value in verb.values))
    raise Unclear(ast.unparse(verb))


def _named(name: str, function: ast.FunctionDef, tree: ast.Module) -> set[str]:
    given = [a.arg for a in (*function.args.args, *function.args.kwonlyargs)]
    if name in given:
        return _handed(given.index(name), name, function, tree)
    values = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and node.value
        and any(
            _is(target, name)
            for target in getattr(node, "targets", [node.target] if hasattr(node, "target") else [])
        )
    ]
    if not values:
        raise Unclear(f"{name} in {function.name}")
    return set().union(*(_read(value, function, tree) for value in values))


def _handed(place: int, name: str, function: ast.FunctionDef, tree: ast.Module) -> set[str]:
    """What the callers of `function` in this file give for the argument."""
    words: set[str] = set()
    for caller in ast.walk(tree):
        if isinstance(caller, ast.FunctionDef):
            for call in _calls(caller, {function.name: place}):
                keyword = next((k.value for k in call.keywords if k.arg == name), None)
                words |= _read(keyword or call.args[place], caller, tree)
    return words


def _calls(function: ast.FunctionDef, names) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def _is(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name
