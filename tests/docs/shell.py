"""Runs the commands of a page in a throwaway place, instead of in the places that it names."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.serving import Service

ROOT = Path(__file__).resolve().parent.parent.parent
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    """Every line of every block, in the order of the page."""
    blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@dataclass
class Place:
    """The page's folders, moved below `folder`; its service on a port of its own."""

    folder: Path
    service: Service
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        programs = self.folder / "usr/local/bin"
        for path in (programs, self.folder / "etc/systemd/system", self.folder / "var/backups"):
            path.mkdir(parents=True)
        program = programs / "lorgnette"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m lorgnette "$@"\n')
        program.chmod(0o755)
        given = self.service.environment
        self.variables = given | {"PATH": f"{programs}{os.pathsep}{given['PATH']}"}

    def moved(self, command: str) -> str:
        """With the throwaway folders, port and copy in the place of the page's."""
        command = re.sub(r"(?<![\w.])/(var|etc|srv)/", rf"{self.folder}/\1/", command)
        command = re.sub(r" -[go] lorgnette\b", "", command)
        command = command.replace(":8000", f":{self.service.port}")
        newest = sorted((self.folder / "var/backups/lorgnette").glob("lorgnette-*Z"))
        if newest:
            command = re.sub(r"lorgnette-\d{8}T\d{6}Z", newest[-1].name, command)
        return command

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-euc", self.moved(command)],
            env=self.variables,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
