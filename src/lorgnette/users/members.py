"""Members: one per canonical address, made when a person is first invited."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from lorgnette.kernel import bulk, clock
from lorgnette.kernel.addresses import Address
from lorgnette.kernel.among import Among
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.links import link
from lorgnette.users.models import Member


class MemberUnknown(Refusal):
    code = "member_unknown"
    status = 404
    words = _("There is no such person.")


# As many characters as are kept: two names of the longest and the space between are one more.
MOST_NAME = 400


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person as invited. `crm_user_ids` are the CRM users picked for them, if any."""

    address: Address
    first_name: str
    last_name: str
    language: str
    crm_user_ids: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        full = " ".join(filter(None, (self.first_name, self.last_name)))
        return full[:MOST_NAME] or self.address.address


@dataclass(frozen=True, slots=True)
class Ensured:
    """`members` in the order asked for; `made` holds the ids of those that were not known."""

    members: list[Member]
    made: frozenset[int]


def ensure(
    address: Address,
    first_name: str,
    last_name: str,
    language: str,
    crm_user_ids: Collection[int] = (),
) -> Member:
    """The member of this address, made if there is none: see `ensure_many`."""
    return ensure_many([NewMember(address, first_name, last_name, language, tuple(crm_user_ids))])[
        0
    ]


def ensure_many(people: Sequence[NewMember]) -> list[Member]:
    """The members of these addresses, in the order given: see `ensured`."""
    return ensured(people).members


def ensured(people: Sequence[NewMember]) -> Ensured:
    """The members of these addresses, made where there are none.

    Who is known keeps name, address and language. All are linked to the CRM users of their own
    address; picked CRM users of another address are linked to new members alone, so that nobody's
    view widens by being invited again. Two callers at once make one member.
    """
    first = {person.address.key: person for person in reversed(people)}
    with transaction.atomic():
        known = _by_key(first)
        # In one order for all callers, or two could wait for each other.
        stencil = bulk.Stencil(Member, created_at=clock.now())
        new = [_row(stencil, first[key]) for key in sorted(first) if key not in known]
        refs = {row.public_id for row in new}
        if bulk.write(new, on_conflict="DO NOTHING") == len(new):
            found = known | {row.address_key: row for row in new}
        else:
            found = _by_key(first)
        made = frozenset(row.pk for row in found.values() if row.public_id in refs)
        link(
            {
                found[key]: person.crm_user_ids if found[key].pk in made else ()
                for key, person in first.items()
            }
        )
    return Ensured([found[person.address.key] for person in people], made)


def by_ref(ref: str) -> Member:
    """Raises `MemberUnknown`."""
    member = Member.objects.filter(public_id=ref).first()
    if member is None:
        raise MemberUnknown
    return member


def by_key(address_key: str) -> Member | None:
    """The member of a canonical address, if there is one."""
    return Member.objects.filter(address_key=address_key).first()


def _by_key(keys: Iterable[str]) -> dict[str, Member]:
    rows = Member.objects.filter(Among("address_key", keys))
    return {row.address_key: row for row in rows}


def _row(stencil: bulk.Stencil[Member], person: NewMember) -> Member:
    return stencil.row(
        address=person.address.address,
        address_key=person.address.key,
        first_name=person.first_name,
        last_name=person.last_name,
        name=person.name,
        sort_key=sort_key(person.name)[:MOST_NAME],
        search_key=f"{sort_key(person.name)} {person.address.key}"[:1000],
        language=person.language,
    )
