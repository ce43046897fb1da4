"""The rules that come with the product: put in once, then the administrators' own."""

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring.moments import turn
from lorgnette.scoring.moments.checks import Draft, checked
from lorgnette.scoring.moments.definition import (
    ACCOUNT,
    BACK,
    COUNT,
    EMAIL,
    FIRST,
    MILESTONE,
    PEOPLE,
    PERSON,
    WEB,
    Definition,
)
from lorgnette.scoring.moments.models import MomentRule, MomentTurn
from lorgnette.scoring.moments.publish import begin_version

_ACTS = (
    "web.visit",
    "web.pricing",
    "web.document",
    "form.submit",
    "form.demo",
    "webinar.attend",
    "event.attend",
)

RULES = (
    Draft(
        kind=MILESTONE,
        name_en="Demonstration requested",
        name_fr="Démonstration demandée",
        sentence_en="[person] asked for a demonstration",
        sentence_fr="[person] a demandé une démonstration",
        definition=Definition(types=("form.demo",), pause=1),
    ),
    Draft(
        kind=WEB,
        name_en="Prices looked at three times in a week",
        name_fr="Tarifs consultés trois fois en une semaine",
        sentence_en="[person] looked at prices [count] times in [days] days",
        sentence_fr="[person] a consulté les tarifs [count] fois en [days] jours",
        definition=Definition(
            types=("web.pricing",), scope=PERSON, when=COUNT, number=3, days=7, pause=7
        ),
    ),
    Draft(
        kind=MILESTONE,
        name_en="Three people of an account in a week",
        name_fr="Trois personnes d’un compte en une semaine",
        sentence_en="[count] people of [account] were active within [days] days",
        sentence_fr="[count] personnes de [account] ont été actives en [days] jours",
        definition=Definition(types=_ACTS, scope=ACCOUNT, when=PEOPLE, number=3, days=7, pause=30),
    ),
    Draft(
        kind=MILESTONE,
        name_en="First visit of an account",
        name_fr="Première visite d’un compte",
        sentence_en="First visit from [account], by [person]",
        sentence_fr="Première visite de [account], par [person]",
        definition=Definition(
            types=("web.visit", "web.pricing", "web.document"), scope=ACCOUNT, when=FIRST
        ),
    ),
    Draft(
        kind=MILESTONE,
        name_en="Back after 90 days of silence",
        name_fr="De retour après 90 jours de silence",
        sentence_en="[person] is back, after more than [days] days without a sign from [account]",
        sentence_fr="[person] est de retour, après plus de [days] jours sans signe de [account]",
        definition=Definition(types=_ACTS, scope=ACCOUNT, when=BACK, days=90),
    ),
    Draft(
        kind=MILESTONE,
        name_en="Webinar or event attended",
        name_fr="Participation à un webinaire ou à un événement",
        sentence_en="[person] was at “[subject]”",
        sentence_fr="[person] a participé à «\u202f[subject]\u202f»",
        definition=Definition(types=("webinar.attend", "event.attend"), pause=1),
    ),
    Draft(
        kind=MILESTONE,
        name_en="First meeting with an account",
        name_fr="Premier rendez-vous avec un compte",
        sentence_en="First meeting with [account], attended by [person]",
        sentence_fr="Premier rendez-vous avec [account], en présence de [person]",
        definition=Definition(types=("meeting.held",), scope=ACCOUNT, when=FIRST),
    ),
    Draft(
        kind=WEB,
        name_en="Form filled in",
        name_fr="Formulaire rempli",
        sentence_en="[person] filled in a form",
        sentence_fr="[person] a rempli un formulaire",
        definition=Definition(types=("form.submit",), pause=1),
    ),
    Draft(
        kind=EMAIL,
        name_en="First click in an e-mail",
        name_fr="Premier clic dans un courriel",
        sentence_en="[person] clicked a link in an e-mail for the first time",
        sentence_fr="[person] a cliqué pour la première fois sur un lien d’un courriel",
        definition=Definition(types=("email.click",), when=FIRST),
    ),
    Draft(
        kind=EMAIL,
        name_en="Three clicks in e-mails in two weeks",
        name_fr="Trois clics dans des courriels en deux semaines",
        sentence_en="[person] clicked [count] links in e-mails in [days] days",
        sentence_fr="[person] a cliqué sur [count] liens de courriels en [days] jours",
        definition=Definition(types=("email.click",), when=COUNT, number=3, days=14, pause=14),
    ),
)


def begin() -> bool:
    """Puts them in where that never happened; no, if it did."""
    if MomentTurn.objects.filter(pk=1, begun_at__isnull=False).exists():
        return False
    with turn.next_turn():
        if MomentTurn.objects.filter(pk=1, begun_at__isnull=False).exists():
            return False
        MomentTurn.objects.filter(pk=1).update(begun_at=clock.now())
        for place, draft in enumerate(RULES, 1):
            begin_version(SYSTEM, MomentRule.objects.create(place=place), checked(draft))
        values = {"count": len(RULES)}
        record("moments.begun", SYSTEM, subject_kind="moments", subject_ref="rules", values=values)
    return True
