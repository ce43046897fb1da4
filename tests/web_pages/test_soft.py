"""An address is broken where a reader would break it, and nothing else is."""

import pytest

from lorgnette.web.templatetags.lorgnette import soft


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("bo@aubier.example", "bo<wbr>@aubier<wbr>.example"),
        ("To b.ek@aubier.example.", "To b<wbr>.ek<wbr>@aubier<wbr>.example."),
        ("Left. 1.5 times, at 9 p.m.", "Left. 1.5 times, at 9 p.m."),
        ("<b>@x.y", "&lt;b&gt;<wbr>@x<wbr>.y"),
        ("", ""),
    ],
)
def test_an_address_may_break_before_its_at_sign_and_dots(words, shown):
    assert soft(words) == shown
