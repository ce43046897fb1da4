"""Whether the world believes the sender, asked of a real name server on loopback."""

import time

import pytest

from lorgnette.audit.models import Entry
from lorgnette.kernel.actor import Actor
from lorgnette.mail import sender_check
from lorgnette.mail.lookup import Dns, LookupFailed
from lorgnette.mail.sender_check import SelectorMalformed, check, latest
from lorgnette.workspace.models import Workspace
from tests.mail.name_server import SILENCE, answering

DOMAIN = "aubier-systems.com"
HELENE = Actor("administrator", "helene", "Hélène Dubreuil")
WELL = {
    (DOMAIN, "TXT"): ['"google-site-verification=x"', '"v=spf1 ip4:192.0.2.25 " "-all"'],
    (f"m1._domainkey.{DOMAIN}", "TXT"): ['"v=DKIM1; k=rsa; p=MIIB"'],
    (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=quarantine; rua=mailto:d@aubier-systems.com"'],
    (DOMAIN, "MX"): ["10 mx.aubier-systems.com."],
}


@pytest.fixture(autouse=True)
def _aubier(db):
    Workspace.objects.update_or_create(
        pk=1, defaults={"name": "Aubier Systems", "sender_address": f"lorgnette@{DOMAIN}"}
    )


def found(zone, selector="m1") -> dict[str, str]:
    """What was found, by topic."""
    with answering(zone) as server:
        checked = check(HELENE, selector, Dns(server))
    return {finding.topic: finding.code for finding in checked.findings}


def test_a_sender_in_order_is_told_as_that_and_kept():
    assert found(WELL) == {
        "spf": "spf_found",
        "dkim": "dkim_found",
        "dmarc": "dmarc_strict",
        "alignment": "aligned_same",
        "returns": "returns_reach",
    }
    kept = latest()
    assert kept is not None
    assert kept.all_well
    assert kept.current
    assert kept.findings[0].values["found"] == "v=spf1 ip4:192.0.2.25 -all"
    assert Entry.objects.get(verb="mail.sender_checked").values["domain"] == DOMAIN


def test_where_nothing_is_published_it_says_what_to_publish():
    assert found({}, "") == {
        "spf": "spf_missing",
        "dkim": "dkim_no_selector",
        "dmarc": "dmarc_missing",
        "alignment": "aligned_same",
        "returns": "returns_lost",
    }
    kept = latest()
    assert kept is not None
    assert kept.failing
    records = {f.topic: (f.values.get("name"), f.values.get("record")) for f in kept.findings}
    assert records["dmarc"] == (
        f"_dmarc.{DOMAIN}",
        f"v=DMARC1; p=none; rua=mailto:postmaster@{DOMAIN}",
    )


@pytest.mark.parametrize(
    ("records", "code"),
    [
        (['"v=spf1 -all"', '"v=spf1 mx -all"'], "spf_several"),
        (['"v=spf1 +all"'], "spf_open"),
        (
            ['"v=spf1 ' + " ".join(f"include:s{n}.com" for n in range(11)) + ' -all"'],
            "spf_too_long",
        ),
        (['"v=spf10 -all"'], "spf_missing"),
    ],
)
def test_an_spf_record_that_does_not_help_is_named(records, code):
    assert found(WELL | {(DOMAIN, "TXT"): records})["spf"] == code


@pytest.mark.parametrize(
    ("record", "code"), [('"v=DKIM1; p="', "dkim_revoked"), ('"hello"', "dkim_missing")]
)
def test_a_key_that_is_none_is_named(record, code):
    zone = WELL | {(f"m1._domainkey.{DOMAIN}", "TXT"): [record]}
    assert found(zone)["dkim"] == code


@pytest.mark.parametrize(
    ("returns", "policy", "code"),
    [
        (f"bounces@mail.{DOMAIN}", "v=DMARC1; p=none", "aligned_relaxed"),
        (f"bounces@mail.{DOMAIN}", "v=DMARC1; p=none; aspf=s", "alignment_strict"),
        ("bounces@provider.net", "v=DMARC1; p=none", "not_aligned"),
    ],
)
def test_the_return_path_is_compared_with_the_sender(settings, returns, policy, code):
    settings.RETURN_PATH = returns
    zone = WELL | {(f"_dmarc.{DOMAIN}", "TXT"): [f'"{policy}"']}
    assert found(zone)["alignment"] == code


def test_the_dmarc_record_of_the_organisation_holds_below_it(settings):
    Workspace.objects.update(sender_address=f"lorgnette@sales.{DOMAIN}")
    settings.RETURN_PATH = f"bounces@mail.{DOMAIN}"
    told = found(WELL)
    assert told["dmarc"] == "dmarc_strict"
    assert told["alignment"] == "aligned_relaxed"


def test_a_silent_name_server_is_waited_for_briefly():
    began = time.monotonic()
    with answering({(DOMAIN, "TXT"): SILENCE}) as server:
        asked = Dns(server, patience=0.2)
        with pytest.raises(LookupFailed):
            asked.texts(DOMAIN)
        checked = check(HELENE, "", Dns(server, deadline=0.4, patience=0.2))
    assert time.monotonic() - began < 2
    assert checked.findings[0].code == "no_answer"


def test_a_name_of_a_private_network_is_not_asked_about():
    Workspace.objects.update(sender_address="lorgnette@localhost.localdomain.test")
    with answering({}) as server:
        (finding,) = check(HELENE, "", Dns(server)).findings
    assert finding.code == "domain_private"


def test_another_domain_since_makes_the_check_stale():
    found(WELL)
    Workspace.objects.update(sender_address="lorgnette@other-company.com")
    kept = latest()
    assert kept is not None
    assert not kept.current


@pytest.mark.parametrize("selector", ["a b", "-x", "x" * 64, "é", "a;b"])
def test_a_selector_is_a_name(selector):
    with pytest.raises(SelectorMalformed) as refused:
        check(HELENE, selector)
    assert refused.value.field == "selector"
    assert sender_check.latest() is None


def test_before_the_first_real_sending_it_worries(settings):
    assert sender_check.worry() == ""
    settings.SMTP_URL = "smtp://127.0.0.1:25"
    assert sender_check.worry() == "unchecked"
    found({})
    assert sender_check.worry() == "failing"
    found(WELL)
    assert sender_check.worry() == ""
