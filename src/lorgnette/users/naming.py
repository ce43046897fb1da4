"""Corrects the name of somebody who does not sign in yet."""

from lorgnette.kernel.addresses import Address
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.members import MOST_NAME, NewMember
from lorgnette.users.models import Member, User


class NameTheirs(Refusal):
    code = "name_theirs"
    status = 409
    words = _("%(name)s signs in here already, so the name stays as it is.")


def may_rename(member: Member) -> bool:
    """Whether nobody signs in under this name yet."""
    return not User.objects.filter(member=member).exists()


def rename(member: Member, first_name: str, last_name: str) -> None:
    """In the caller's transaction; the names were cleaned. Raises `NameTheirs`."""
    if not may_rename(member):
        raise NameTheirs("first_name", name=member.name)
    address = Address(member.address, member.address_key)
    member.first_name, member.last_name = first_name, last_name
    member.name = NewMember(address, first_name, last_name, member.language).name
    member.sort_key = sort_key(member.name)[:MOST_NAME]
    member.search_key = f"{sort_key(member.name)} {member.address_key}"[:1000]
    member.save(update_fields=["first_name", "last_name", "name", "sort_key", "search_key"])
