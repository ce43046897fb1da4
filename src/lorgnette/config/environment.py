"""Reads and checks the settings that come from the environment."""

import os
import re
import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import SettingsConfigDict

from lorgnette.config.fixed import FixedSettings


class Environment(FixedSettings):
    """Every `LORGNETTE_…` variable; the descriptions are the text of `docs/settings.md`."""

    model_config = SettingsConfigDict(env_prefix="LORGNETTE_", env_ignore_empty=True)

    home: Path = Field(
        default=Path("var"),
        description="Folder of the data: the SQLite file, the demo's CRM folder, generated keys.",
    )
    database_url: str = Field(
        default="",
        description="`sqlite:///path` or `postgresql://user:password@host/name`. "
        "Unset: an SQLite file in the data folder.",
    )
    base_url: str = Field(
        default="",
        description="The address people reach the installation at, such as "
        "`https://insight.example.com`. Every mailed link starts with it. "
        "Required outside the demo.",
    )
    secret_key: str = Field(
        default="",
        description="At least 32 random characters; signs sessions and seals links. Several, "
        "separated by commas, rotate: the first is used, the others still open what they sealed. "
        "Required outside the demo.",
    )
    smtp_url: str = Field(
        default="",
        description="`smtp://user:password@host:587` (STARTTLS where offered), "
        "`smtp+tls://…` (STARTTLS required) or `smtps://…` (TLS from the start). "
        "Unset: no mail leaves; in the demo it goes to the built-in mailbox page.",
    )
    return_path: str = Field(
        default="",
        description="Where servers return mail to: `bounces@example.com` becomes the signed "
        "`bounces+….…@example.com` of each mail. Unset: `bounce` at the sender’s domain. `plain`: "
        "the sender’s own address, unsigned, for mail servers that allow no other; bounces that "
        "come later are then not seen (see docs/mail.md).",
    )
    bounce_folder: str = Field(
        default="",
        description="A Maildir, or a folder of one file a mail, that returned mail is delivered "
        "to. The worker reads it every few seconds and removes what it has read.",
    )
    dns_server: str = Field(
        default="",
        description="The name server that the sender check asks, `address` or `address:port`. "
        "Unset: this machine’s own.",
    )
    delivery_reports: bool = Field(
        default=False,
        description="Ask mail servers to report each delivery (RFC 3461), so that “Delivered” is "
        "known where they do. It needs one returned mail for each that arrives.",
    )
    demo: bool = Field(
        default=False,
        description="Set by `make run` alone: demo data, the mailbox page, loopback only.",
    )
    port: int = Field(
        default=8000, ge=1, le=65535, description="The port that `lorgnette serve` listens on."
    )
    proxies: int = Field(
        default=0,
        ge=0,
        le=10,
        description="How many reverse proxies of your own stand before Lorgnette, one behind the "
        "other. Each adds the address it saw to `X-Forwarded-For`; only what they added is "
        "believed.",
    )
    host: str = Field(
        default="127.0.0.1", description="The address that `lorgnette serve` listens on."
    )

    log_format: Literal["", "plain", "json"] = Field(
        default="",
        description="`json`: one object a line; `plain`: lines for people. Unset: plain in a "
        "terminal, else JSON. No token, password or e-mail address is ever written.",
    )
    log_level: Literal["", "debug", "info", "warning", "error"] = Field(
        default="",
        description="From which weight on something is written: `debug`, `info` (a line for each "
        "request), `warning` or `error`. Unset: `info`, in the demo `warning`.",
    )
    metrics_token: str = Field(
        default="",
        description="Whoever sends it as `Authorization: Bearer …` may read `/metrics`; at least "
        "16 characters. Unset: only this machine itself may, not through a proxy.",
    )

    @field_validator("metrics_token")
    @classmethod
    def _is_long(cls, value: str) -> str:
        if value and len(value) < 16:
            raise ValueError("must have at least 16 characters")
        return value

    @field_validator("base_url")
    @classmethod
    def _is_http(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("return_path")
    @classmethod
    def _is_mailbox(cls, value: str) -> str:
        local, at, domain = value.rpartition("@")
        if value in ("", "plain"):
            return value
        if not at or not domain or not re.fullmatch(r"[A-Za-z0-9._-]{1,26}", local):
            raise ValueError("must be a short address such as bounces@example.com, or plain")
        return value

    @property
    def secrets(self) -> list[str]:
        return [part.strip() for part in self.secret_key.split(",") if part.strip()]


class Misconfigured(Exception):
    """The environment does not allow a start; the message says what to set."""


def read() -> Environment:
    """The checked environment. Raises `Misconfigured`."""
    try:
        env = _at_port(Environment())
    except ValidationError as error:
        first = error.errors()[0]
        name = f"LORGNETTE_{str(first['loc'][0]).upper()}"
        raise Misconfigured(f"{name}: {first['msg']}") from None
    return _demo(env) if env.demo else _checked(env)


def _at_port(env: Environment) -> Environment:
    """In the demo `PORT` is a short word for `LORGNETTE_PORT`."""
    port = os.environ.get("PORT")
    return Environment(**env.model_dump() | {"port": port}) if env.demo and port else env


def _checked(env: Environment) -> Environment:
    given = {"LORGNETTE_SECRET_KEY": env.secrets, "LORGNETTE_BASE_URL": env.base_url}
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise Misconfigured(f"Set {' and '.join(missing)} (see docs/settings.md).")
    if any(len(secret) < 32 or len(set(secret)) < 8 for secret in env.secrets):
        raise Misconfigured("LORGNETTE_SECRET_KEY: each key needs at least 32 random characters.")
    return env


def _demo(env: Environment) -> Environment:
    base_url = env.base_url or f"http://127.0.0.1:{env.port}"
    secret = env.secret_key or _kept_secret(env.home)
    return env.model_copy(update={"base_url": base_url, "secret_key": secret})


def _kept_secret(home: Path) -> str:
    """The demo's own key, made once with owner-only rights."""
    path = home / "demo-secret.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
