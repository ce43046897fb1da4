"""Rules say which type of activity an event is."""

import time

import pytest

from lorgnette.activities.agents import bot_by_agent
from lorgnette.activities.event_rules import DEFAULTS, Rule, Rules, in_lines, of_lines
from lorgnette.activities.types import BY_CODE


@pytest.mark.parametrize(
    ("kind", "name", "path", "type_"),
    [
        ("track", "Demo Requested", "", "form.demo"),
        ("track", "requested a DEMO", "", "form.demo"),
        ("track", "Form Submitted", "", "form.submit"),
        ("track", "Email Opened", "", "email.open"),
        ("track", "Email Link Clicked", "", "email.click"),
        ("track", "Kettle Boiled", "/pricing", "other"),
        ("page", "", "/en/pricing/", "web.pricing"),
        ("page", "Pricing", "/p/7", "web.pricing"),
        ("page", "", "/about", "web.visit"),
        ("screen", "Home", "", "web.visit"),
        ("page", "", "", "web.visit"),
    ],
)
def test_a_new_source_knows_the_usual_names(kind, name, path, type_):
    assert Rules(DEFAULTS).type_of(kind, name, path) == type_


def test_every_default_is_of_a_type_there_is():
    assert {rule.type for rule in DEFAULTS} <= BY_CODE.keys()


def test_the_first_that_fits_counts():
    rules = Rules([Rule("event", "a?c", "call.held"), Rule("event", "*", "web.visit")])
    assert rules.type_of("track", "aBc", "") == "call.held"
    assert rules.type_of("track", "abbc", "") == "web.visit"


def test_brackets_are_letters():
    assert Rules([Rule("event", "[x]*", "call.held")]).type_of("track", "[X] 1", "") == "call.held"


def test_without_a_rule_it_is_something_else():
    assert Rules([]).type_of("track", "Done", "") == "other"


def test_lines_come_back_as_they_were():
    assert of_lines(in_lines(DEFAULTS)) == (list(DEFAULTS), [])


def test_many_stars_take_no_time():
    rules = Rules([Rule("event", "*a" * 90 + "b", "call.held")])
    began = time.perf_counter()
    assert rules.type_of("track", "a" * 400, "") == "other"
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("agent", "bot"),
    [
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "agent"),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0", "agent"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36", ""),
        ("Mozilla/5.0 (Linux; Android 14; CUBOT X30) Chrome/131.0 Mobile Safari/537.36", ""),
        ("", ""),
    ],
)
def test_machines_introduce_themselves(agent, bot):
    assert bot_by_agent(agent) == bot
