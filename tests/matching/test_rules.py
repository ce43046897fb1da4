"""The rules in their order, and the traps on the way."""

import pytest

from lorgnette.kernel.domains import host_of_site, registrable
from lorgnette.matching.rules import ATTACHED, NOTHING, REVIEW, Asked, Named, Rules, decide


def asked(host="", company="", **more):
    return Asked(host, registrable(host), company, **more)


def named(pk, name, site="", **more):
    host = host_of_site(site) if site else ""
    return Named(pk, name, host, registrable(host), **more)


NORDHAVN = named(1, "Nordhavn A/S", "nordhavn.example")


def told(decision):
    return decision.outcome, decision.rule, decision.reason, decision.account_id


def test_the_crm_s_link_comes_first():
    one = asked("nordhavn.example", linked=7, accepted=8)
    assert told(decide(one, [NORDHAVN], Rules())) == (ATTACHED, "crm", "", 7)


def test_a_human_s_yes_comes_before_the_domain():
    one = asked("nordhavn.example", accepted=8)
    assert told(decide(one, [NORDHAVN], Rules())) == (ATTACHED, "accepted", "", 8)


def test_a_rejected_account_is_no_candidate_any_more():
    one = asked("nordhavn.example", rejected=frozenset({1}))
    assert told(decide(one, [NORDHAVN], Rules())) == (NOTHING, "", "rejected", None)


def test_an_exact_domain_attaches():
    decision = decide(asked("nordhavn.example"), [NORDHAVN], Rules())
    assert told(decision) == (ATTACHED, "exact_domain", "only", 1)
    assert decision.candidates[0].compared[0] == (
        "domain",
        "nordhavn.example",
        "nordhavn.example",
        80,
    )


def test_a_host_below_the_account_s_attaches():
    account = named(1, "Nordhavn", "nordhavn.co.uk")
    decision = decide(asked("post.nordhavn.co.uk"), [account], Rules())
    assert told(decision) == (ATTACHED, "registrable_domain", "only", 1)


def test_branches_beside_each_other_wait_for_somebody():
    account = named(1, "Maths", "maths.ox.ac.uk")
    decision = decide(asked("cs.ox.ac.uk"), [account], Rules())
    assert told(decision) == (REVIEW, "sibling_domain", "sibling", None)


def test_the_nearer_account_of_two_is_it():
    group, france = named(1, "Acme", "acme.example"), named(2, "Acme France", "fr.acme.example")
    decision = decide(asked("fr.acme.example"), [group, france], Rules())
    assert told(decision) == (ATTACHED, "exact_domain", "margin", 2)


def test_two_accounts_with_one_domain_wait_for_somebody():
    two = [NORDHAVN, named(2, "Sydhavn", "nordhavn.example")]
    assert told(decide(asked("nordhavn.example"), two, Rules())) == (
        REVIEW,
        "exact_domain",
        "several",
        None,
    )


def test_the_company_tells_two_accounts_with_one_domain_apart():
    two = [NORDHAVN, named(2, "Sydhavn", "nordhavn.example")]
    decision = decide(asked("nordhavn.example", "Sydhavn AS"), two, Rules())
    assert told(decision) == (ATTACHED, "exact_domain", "margin", 2)


def test_a_wider_margin_asks_somebody():
    two = [NORDHAVN, named(2, "Sydhavn", "nordhavn.example")]
    decision = decide(asked("nordhavn.example", "Sydhavn AS"), two, Rules(margin=20))
    assert decision.outcome == REVIEW


def test_a_family_goes_to_its_parent_where_the_company_says_so():
    family = [
        named(1, "Acme Foods", "acme.example", key="s:2", parent="s:1"),
        named(2, "Group", "acme.example", key="s:1"),
    ]
    one = asked("acme.example")
    assert decide(one, family, Rules()).outcome == REVIEW
    assert told(decide(one, family, Rules(to_parent=True))) == (
        ATTACHED,
        "exact_domain",
        "family",
        2,
    )


def test_a_name_alone_never_attaches_whatever_the_rules():
    for rules in (Rules(), Rules(margin=1, name_least=70, to_parent=True)):
        for one in (asked("", "Nordhavn"), asked("gmail.com", "Nordhavn A/S")):
            decision = decide(one, [NORDHAVN], rules)
            assert told(decision) == (REVIEW, "name", "name_only", None)


def test_a_domain_that_is_the_account_s_name_is_only_proposed():
    decision = decide(asked("nord-havn.example"), [named(1, "Nord Havn AS")], Rules())
    assert told(decision) == (REVIEW, "domain_name", "name_only", None)


@pytest.mark.parametrize(
    "host",
    [
        *("gmail.com", "orange.fr", "sfr.fr", "laposte.net", "web.de", "t-online.de", "libero.it"),
        *("wp.pl", "seznam.cz", "mail.ru", "naver.com", "qq.com", "163.com", "docomo.ne.jp"),
        *("uol.com.br", "walla.co.il", "hotmail.dk", "proton.me", "privaterelay.appleid.com"),
    ],
)
def test_free_mail_in_any_language_tells_nothing(host):
    account = named(1, "Bakery", host)
    assert told(decide(asked(host), [account], Rules())) == (NOTHING, "", "free", None)


def test_throw_away_mail_tells_nothing():
    assert decide(asked("mailinator.com"), [], Rules()).reason == "disposable"


def test_the_company_s_own_lists_count():
    one = asked("nordhavn.example")
    assert decide(one, [NORDHAVN], Rules(free=frozenset({"nordhavn.example"}))).reason == "free"
    excluded = Rules(excluded=frozenset({"nordhavn.example"}))
    assert told(decide(one, [NORDHAVN], excluded)) == (NOTHING, "", "excluded", None)


def test_a_domain_shared_by_many_employers_asks_somebody():
    trust = named(1, "Trust", "nhs.net")
    assert told(decide(asked("nhs.net"), [trust], Rules())) == (
        REVIEW,
        "exact_domain",
        "shared",
        None,
    )


def test_students_are_no_staff():
    school = named(1, "School", "school.example")
    decision = decide(asked("students.school.example"), [school], Rules())
    assert (decision.outcome, decision.reason) == (REVIEW, "shared")


def test_ministries_are_not_one_employer():
    justice = named(1, "Justice", "justice.gouv.fr")
    assert decide(asked("interieur.gouv.fr"), [justice], Rules()).outcome == NOTHING


def test_two_sites_on_one_host_are_not_one_employer():
    one = named(1, "One", "one.github.io")
    assert decide(asked("other.github.io"), [one], Rules()).outcome == NOTHING


def test_an_international_domain_is_one_in_both_spellings():
    muller = named(1, "Müller", "https://www.müller.example/kontakt")
    decision = decide(asked("xn--mller-kva.example"), [muller], Rules())
    assert told(decision) == (ATTACHED, "exact_domain", "only", 1)


def test_a_rule_that_is_off_only_proposes():
    decision = decide(asked("nordhavn.example"), [NORDHAVN], Rules(exact=False))
    assert told(decision) == (REVIEW, "exact_domain", "switched_off", None)


def test_nobody_to_ask_about():
    assert decide(asked(), [], Rules()).reason == "no_address"
    assert decide(asked("", "Nowhere"), [], Rules()).reason == "no_name"
    assert decide(asked("nowhere.example"), [], Rules()).reason == "no_account"
