"""Reads returned mail from a folder, a Maildir or plain files, and removes what was read."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lorgnette.mail.mime import MOST_BYTES

log = logging.getLogger(__name__)


def read_folder(folder: Path, take: Callable[[bytes], str], most: int = 500) -> Counter[str]:
    """Hands up to `most` mails to `take`, oldest name first; returns how many of each outcome.

    A mail is removed once `take` returned: a process that dies in between reads it again.
    """
    tally: Counter[str] = Counter()
    for path, _number in zip(_mails(folder), range(most), strict=False):
        raw = _bytes(path)
        if raw is not None:
            tally[take(raw)] += 1
            path.unlink(missing_ok=True)
    return tally


def _mails(folder: Path) -> Iterator[Path]:
    """A Maildir's are in `new` and `cur`; `tmp` holds what is being written."""
    places = [folder / "new", folder / "cur"]
    for place in places if any(place.is_dir() for place in places) else [folder]:
        if place.is_dir():
            yield from sorted(p for p in place.iterdir() if _is_mail(p))


def _is_mail(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _bytes(path: Path) -> bytes | None:
    """At most one byte more than is read: what is larger is refused by `take`."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("Returned mail %s cannot be read: %s", path.name, error)
        return None
