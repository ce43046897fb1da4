"""The stored settings that the environment may fix: what it says beats what is stored."""

from typing import Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from lorgnette.kernel.refusals import Refusal
from lorgnette.workspace.checks import checked


class FixedSettings(BaseSettings):
    """Unset, each is what administrators stored; set, the settings page shows it as fixed."""

    model_config = SettingsConfigDict(env_prefix="LORGNETTE_", env_ignore_empty=True)

    zone: str = Field(
        default="", description="Fixes the time zone that days end in, such as `Europe/Paris`."
    )
    sender_address: str = Field(default="", description="Fixes the address that mail comes from.")
    sender_name: str = Field(default="", description="Fixes the name that mail comes from.")
    domain_hourly: int | None = Field(
        default=None, description="Fixes how many mails an hour go to one recipient domain."
    )
    session_idle_days: int | None = Field(
        default=None,
        description="Fixes after how many days without a visit somebody is signed out.",
    )
    session_days: int | None = Field(
        default=None, description="Fixes after how many days at most somebody is signed out."
    )
    audit_months: int | None = Field(
        default=None, description="Fixes how many months the audit trail is kept."
    )
    mail_months: int | None = Field(
        default=None, description="Fixes how many months the content of sent mail is kept."
    )

    @field_validator(
        "zone",
        "sender_address",
        "sender_name",
        "domain_hourly",
        "session_idle_days",
        "session_days",
        "audit_months",
        "mail_months",
    )
    @classmethod
    def _can_be(cls, value: Any, info: Any) -> Any:
        try:
            return value if value in (None, "") else checked(info.field_name, value)
        except Refusal as refusal:
            raise ValueError(refusal.words % refusal.values) from None

    @property
    def fixed_settings(self) -> dict[str, Any]:
        """The name and value of each that is set."""
        values = {name: getattr(self, name) for name in FixedSettings.model_fields}
        return {name: value for name, value in values.items() if value not in (None, "")}
