"""Icons, assets, dates, money and numbers, as the reader of the page writes them."""

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from lucide import _render_icon

from lorgnette.kernel import clock
from lorgnette.web import assets, moments
from lorgnette.web.reader import language

register = template.Library()

# A word that is an address, and where in it a line may end.
_ADDRESS, _JOINT = re.compile(r"\S+@\S+"), re.compile(r"@|\.(?=\w)")


@register.simple_tag
def asset(name: str) -> str:
    """The address of a compiled asset."""
    return assets.url(name)


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A lucide icon, hidden from screen readers: a word stands beside it."""
    return _icon(str(name), str(classes))


@lru_cache(maxsize=512)
def _icon(name: str, classes: str) -> SafeString:
    attributes: dict[str, object] = {"class": f"lg-i {classes}".strip(), "aria_hidden": "true"}
    return mark_safe(_render_icon(name, None, **attributes))  # noqa: S308 (drawn by the package, no user text)


@register.filter
def ago(at: datetime | None) -> str:
    """A relative time whose exact local time shows on hover; "" for none."""
    if at is None:
        return ""
    zone, read_in = timezone.get_current_timezone_name(), language()
    local = at.astimezone(ZoneInfo(zone))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        moments.long_instant(at, zone, read_in),
        moments.relative(local, clock.now(), read_in),
    )


@register.filter
def instant(at: datetime | None, zone: str = "") -> str:
    """24 November 2026, 14:16 (Paris)."""
    if at is None:
        return ""
    return moments.long_instant(at, zone or timezone.get_current_timezone_name(), language())


@register.filter
def long_day(day: date | None) -> str:
    """31 December 2026, 1er janvier 2027."""
    return moments.long_day(day, language()) if day else ""


@register.filter
def short_day(day: date | None) -> str:
    """31 Dec 2026."""
    return moments.short_day(day, language()) if day else ""


@register.filter
def soft(text: str) -> SafeString:
    """Plain words whose addresses break before their @ and dots, not in the middle of a name."""
    shown = _ADDRESS.sub(lambda found: _JOINT.sub(r"<wbr>\g<0>", found[0]), escape(text))
    return mark_safe(shown)  # noqa: S308 (escaped above)


@register.filter
def number(value: int | float) -> str:
    """1,204 or 1 204."""
    return moments.number(value, language())


@register.simple_tag
def money(minor: int, currency: str) -> str:
    """€412,000; whole units, for amounts that are compared."""
    return moments.money(minor, currency, language())
