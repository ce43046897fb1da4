"""Keeps the French catalogue: `compile` it, `update` it with new words, `check` it."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "lorgnette"
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    for source in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            catalogue = pofile.read_po(file)
        with source.with_suffix(".mo").open("wb") as file:
            mofile.write_mo(file, catalogue)


def extracted(folder: Path) -> Path:
    """A template of every word in the code and the pages."""
    words = folder / "django.pot"
    python = [str(p.relative_to(PACKAGE)) for p in PACKAGE.rglob("*.py")]
    pages = _as_python(folder)
    common = [
        "xgettext",
        "--language=Python",
        "--from-code=UTF-8",
        "--no-location",
        "--sort-output",
        "--keyword=gettext_noop",
        "--keyword=gettext_lazy",
        "--keyword=ngettext_lazy:1,2",
        "--keyword=pgettext:1c,2",
        "--keyword=pgettext_lazy:1c,2",
        "--keyword=_",
        "-o",
        str(words),
    ]
    subprocess.run([*common, *sorted(python)], cwd=PACKAGE, check=True)
    subprocess.run([*common, "-j", *pages], cwd=folder, check=True)
    text = words.read_text().replace("charset=CHARSET", "charset=UTF-8")
    words.write_text(text)
    return words


def _as_python(folder: Path) -> list[str]:
    """The words of the templates, written as calls that xgettext reads."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    names = []
    for number, page in enumerate(sorted(PACKAGE.rglob("*.html"))):
        name = f"page{number}.py"
        (folder / name).write_text(templatize(page.read_text(), origin=str(page)))
        names.append(name)
    return names


def update(target: Path = FRENCH) -> None:
    """Adds new words and drops those that are gone; what is missing stays empty."""
    with tempfile.TemporaryDirectory() as name:
        words = extracted(Path(name))
        subprocess.run(
            [
                "msgmerge",
                "-q",
                "-N",
                "--no-location",
                "--sort-output",
                "--no-wrap",
                "-o",
                str(target),
                str(FRENCH),
                str(words),
            ],
            check=True,
        )
    subprocess.run(
        [
            "msgattrib",
            "--no-obsolete",
            "--no-wrap",
            "--sort-output",
            "-o",
            str(target),
            str(target),
        ],
        check=True,
    )
    text = re.sub(r'"POT-Creation-Date:.*\n', "", target.read_text())
    target.write_text(text)


def faults() -> list[str]:
    """What is wrong with the catalogue: words missing, doubtful, left over or badly formed."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name) / "django.po"
        update(fresh)
        if _ids(fresh) != _ids(FRENCH):
            gone, new = _ids(FRENCH) - _ids(fresh), _ids(fresh) - _ids(FRENCH)
            found += [f"no longer in the code: {word!r}" for word in sorted(map(str, gone))]
            found += [f"not in the catalogue: {word!r}" for word in sorted(map(str, new))]
    for message in _read(FRENCH):
        if message.id and (message.fuzzy or not all(_strings(message))):
            found.append(f"not in French: {message.id!r}")
    checked = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", str(FRENCH)],
        capture_output=True,
        text=True,
        check=False,
    )
    if checked.returncode:
        found.append(checked.stderr)
    return found


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file)


def _ids(path: Path) -> set[object]:
    return {message.id for message in _read(path) if message.id}


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    elif sys.argv[1:] == ["update"]:
        update()
    elif problems := faults():
        print("\n".join(problems))
        sys.exit(1)
