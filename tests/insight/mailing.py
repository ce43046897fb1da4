"""The cast of the mails: Dafydd sells with access, his accounts move, moments are found there."""

from datetime import timedelta

from lorgnette.access.models import OWN
from lorgnette.accounts.models import Account, Person
from lorgnette.mail.compose import Rendered, render
from lorgnette.mail.letters import standard_letter
from lorgnette.mail.models import Message
from lorgnette.scoring.moments.models import LIVE, Moment, MomentRule, MomentVersion
from lorgnette.users.models import User
from tests.cast import people
from tests.insight import estate

ADDRESS = "dafydd.prys-howell@aubier.example"


def dafydd(scope: str = OWN, **kept: str) -> User:
    """With access, and the CRM user of his address."""
    user = people.user("Dafydd", "Prys-Howell", **kept)
    people.granted(user.member, scope=scope)
    return user


def moved(seller, name: str = "Nordhavn") -> Account:
    """An account whose score rose today."""
    account = estate.account(name, seller)
    estate.did(estate.person(account, "Ingrid Sørlie"), "form.demo", days_ago=0, times=2)
    estate.score_everything()
    return account


def rule() -> MomentVersion:
    """Asked for a demonstration, in both languages."""
    found = MomentVersion.objects.filter(state=LIVE).first()
    if found:
        return found
    made = MomentRule.objects.create(place=1)
    return MomentVersion.objects.create(
        rule=made,
        number=1,
        kind="milestone",
        name_en="Demonstration",
        name_fr="Démonstration",
        sentence_en="[person] asked for a demonstration",
        sentence_fr="[person] a demandé une démonstration",
        definition={},
        published_at=estate.NOW,
        state=LIVE,
    )


def moment(account: Account, person: Person | None = None, minutes: int = 0, **fields) -> Moment:
    """Found now; it happened so many minutes ago."""
    version = rule()
    at = estate.NOW - timedelta(minutes=minutes)
    number = Moment.objects.count()
    return Moment.objects.create(
        version=version,
        subject=number,
        at=at,
        trigger=bytes([number % 256]) * 16,
        kind=version.kind,
        account=account,
        person=person,
        values={"type": "form.demo"},
        found_at=fields.pop("found_at", estate.NOW),
        **fields,
    )


def mails(kind: str = "") -> list[Message]:
    """Those about accounts, oldest first."""
    rows = Message.objects.filter(kind__startswith=f"insight_{kind}")
    return list(rows.order_by("pk"))


def shown(message: Message) -> Rendered:
    """As its recipient gets it."""
    letter = standard_letter(message.kind, message.language)
    return render(
        message.kind,
        message.language,
        letter,
        message.values,
        "https://x.example/",
        never="https://x.example/stop",
    )
