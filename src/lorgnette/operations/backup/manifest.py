"""What a copy says of itself: when, by which version, of which engine, and how to check it."""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

from lorgnette.kernel import clock
from lorgnette.operations.backup.trouble import Trouble

NAME, FORMAT = "manifest.json", 1
# Said wherever a copy is made: it is of no use alone.
NOT_IN_IT = (
    "the secret key (LORGNETTE_SECRET_KEY): keep it elsewhere; without it waiting links cannot "
    "be opened and nobody stays signed in",
    "the other settings of the environment",
    "the CRM’s files and returned mail that is not read yet",
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """`counts` are rows by table; `key_mark` tells whether the secret key is still the same."""

    format: int
    made_at: str
    version: str
    engine: str
    migrations: list[str]
    counts: Mapping[str, int]
    file: str
    bytes: int
    sha256: str
    key_mark: str
    not_in_it: list[str]

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def of(engine: str, file: Path, migrations: list[str], counts: Mapping[str, int]) -> Manifest:
    """Describes a finished file."""
    return Manifest(
        format=FORMAT,
        made_at=clock.now().isoformat(timespec="seconds"),
        version=version("lorgnette"),
        engine=engine,
        migrations=migrations,
        counts=counts,
        file=file.name,
        bytes=file.stat().st_size,
        sha256=digest(file),
        key_mark=key_mark(settings.SEALING_SECRETS[0]),
        not_in_it=list(NOT_IN_IT),
    )


def write(folder: Path, manifest: Manifest) -> None:
    """Beside the file, for its owner alone, on the disk when this returns."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"
    descriptor = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """Raises `Trouble` where the folder is no copy, or none that this version can read."""
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**told)
    except FileNotFoundError:
        raise Trouble(f"{folder} is no copy: it has no {NAME}.") from None
    except (OSError, ValueError, TypeError) as error:
        raise Trouble(f"{folder / NAME} cannot be read: {error}.") from None
    if manifest.format != FORMAT:
        raise Trouble(f"{folder} was made by another version, in form {manifest.format}.")
    return manifest


def check(folder: Path, manifest: Manifest) -> Path:
    """The copy's file, which is as it was written. Raises `Trouble`."""
    file = folder / Path(manifest.file).name
    if not file.is_file():
        raise Trouble(f"{file} is not there.")
    if file.stat().st_size != manifest.bytes or digest(file) != manifest.sha256:
        raise Trouble(f"{file} is not as it was written: its checksum differs.")
    return file


def digest(file: Path) -> str:
    """SHA-256 in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def key_mark(secret: str) -> str:
    """Tells keys apart and nothing else of them."""
    return hmac.new(secret.encode(), b"lorgnette backup", hashlib.sha256).hexdigest()[:16]
