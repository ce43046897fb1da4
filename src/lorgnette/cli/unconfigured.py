"""`lorgnette doctor` where the environment does not allow a start: it says what to set."""

import json

import click


def doctor_of(words: str) -> click.Command:
    """The command that tells this and nothing else; ends with 2."""

    @click.command("doctor")
    @click.option("--json", "as_json", is_flag=True)
    @click.option("--backups")
    def doctor(*, as_json: bool, backups: str | None) -> None:  # noqa: ARG001 (as the real one)
        finding = {
            "check": "settings",
            "state": "failed",
            "words": words,
            "mend": "Set it in the environment; a new key: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))"',
        }
        if as_json:
            click.echo(json.dumps({"state": "failed", "findings": [finding]}, ensure_ascii=False))
        else:
            click.echo(f"failed   settings: {words}\n         → {finding['mend']}")
        raise SystemExit(2)

    return doctor
