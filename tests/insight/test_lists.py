"""Views and lists: whose they are, what they hold, and what stays unseen in what everybody has."""

from dataclasses import replace

import pytest

from lorgnette.access.models import ALL
from lorgnette.audit.models import Entry
from lorgnette.insight.exported import rows
from lorgnette.insight.filters import Choice, Filter
from lorgnette.insight.listed import listed
from lorgnette.insight.lists import keeping, views, whose
from lorgnette.insight.lists.holding import list_of, lists_by_hand, lists_of, lists_with, ranked_on
from lorgnette.insight.lists.pasting import NothingPasted, TooManyRows, paste
from lorgnette.insight.wishes import OnlyLooking
from lorgnette.kernel.actor import Actor
from tests.cast import people
from tests.insight import estate


@pytest.fixture
def cast():
    """Dafydd sees Nordhavn and Orne, Ana Kestrel, Hélène all; she is an administrator."""
    sellers = [estate.seller("Dafydd"), estate.seller("Ana")]
    nordhavn, orne = (
        estate.account(name, sellers[0], country=code)
        for name, code in (("Nordhavn", "DK"), ("Orne", "FR"))
    )
    kestrel = estate.account("Kestrel", sellers[1], country="FR")
    users = people.dafydd(), people.user("Ana", "Lund"), people.helene()
    seen = [estate.viewer(sellers[0]), estate.viewer(sellers[1]), estate.viewer(scope=ALL)]
    who = [
        replace(
            viewer,
            member_ref=user.member.public_id,
            actor=Actor(kind, user.member.public_id, user.member.name),
        )
        for viewer, user, kind in zip(
            seen, users, ("sales_user", "sales_user", "administrator"), strict=True
        )
    ]
    return *who, {"nordhavn": nordhavn, "orne": orne, "kestrel": kestrel}


def refs(accounts):
    return [account.public_id for account in accounts.values()]


def names_on(viewer, ref):
    return sorted(row.name for row in ranked_on(viewer, ref, "").rows)


def test_in_a_shared_list_everybody_sees_and_counts_their_own_accounts(cast):
    dafydd, ana, helene, accounts = cast
    ref = keeping.make(helene, "Fair", shared=True)
    assert keeping.add(helene, ref, refs(accounts)) == 3
    assert [len(names_on(who, ref)) for who in (dafydd, ana, helene)] == [2, 1, 3]
    assert [lists_of(who)[0].number for who in (dafydd, ana, helene)] == [2, 1, 3]
    assert names_on(ana, ref) == ["Kestrel"]
    found = listed(ana, Choice(Filter(list=ref)))
    assert (found.found, found.counts.total) == (1, 1)


def test_a_list_that_follows_filters_is_true_now(cast):
    dafydd, ana, _helene, accounts = cast
    ref = keeping.make(dafydd, "France", follows=Filter(country="FR"))
    assert names_on(dafydd, ref) == ["Orne"]
    accounts["nordhavn"].country = "FR"
    accounts["nordhavn"].save()
    assert names_on(dafydd, ref) == ["Nordhavn", "Orne"]
    assert list_of(dafydd, ref).number == 2
    assert list_of(ana, ref) is None
    with pytest.raises(keeping.FollowsFilters):
        keeping.add(dafydd, ref, refs(accounts))


def test_a_list_follows_no_list_and_not_nothing(cast):
    dafydd, *_ = cast
    with pytest.raises(keeping.FollowsAList):
        keeping.make(dafydd, "Mirror", follows=Filter(list="x"))
    with pytest.raises(keeping.FollowsNothing):
        keeping.make(dafydd, "All", follows=Filter())


def test_nobody_puts_on_a_list_what_they_do_not_see(cast):
    dafydd, _ana, helene, accounts = cast
    ref = keeping.make(dafydd, "Mine")
    assert keeping.add(dafydd, ref, refs(accounts)) == 2
    assert keeping.add(dafydd, ref, refs(accounts)) == 0
    assert names_on(dafydd, ref) == ["Nordhavn", "Orne"]
    assert [one.name for one in lists_with(dafydd, accounts["orne"].public_id)] == ["Mine"]
    assert not lists_with(dafydd, accounts["kestrel"].public_id)
    assert keeping.remove(dafydd, ref, refs(accounts)) == 2
    assert not names_on(dafydd, ref)


def test_another_s_list_is_as_one_that_does_not_exist(cast):
    dafydd, ana, helene, _accounts = cast
    ref, view = keeping.make(dafydd, "Mine"), views.save(dafydd, "Mine", Choice())
    for who in (ana, helene):
        assert list_of(who, ref) is None
        assert listed(who, Choice(Filter(list=ref))).terms.gone == ("list",)
        for verb in (
            lambda who=who: keeping.add(who, ref, []),
            lambda who=who: keeping.rename(who, ref, "Theirs"),
            lambda who=who: keeping.delete(who, ref),
            lambda who=who: paste(who, ref, "nordhavn.example"),
            lambda who=who: views.update(who, view, Choice()),
            lambda who=who: views.delete(who, view),
            lambda who=who: views.open_with(who, view),
        ):
            with pytest.raises(whose.NotThere):
                verb()


def test_only_administrators_change_what_everybody_has(cast):
    dafydd, _ana, helene, accounts = cast
    ref, view = (
        keeping.make(helene, "Fair", shared=True),
        views.save(helene, "Us", Choice(), shared=True),
    )
    for verb in (
        lambda: keeping.make(dafydd, "Ours", shared=True),
        lambda: keeping.add(dafydd, ref, refs(accounts)),
        lambda: keeping.delete(dafydd, ref),
        lambda: views.rename(dafydd, view, "Ours"),
        lambda: views.save(dafydd, "Ours", Choice(), shared=True),
        lambda: keeping.share(dafydd, keeping.make(dafydd, "Mine"), shared=True),
    ):
        with pytest.raises(whose.SharedByAdministrators):
            verb()
    assert [one.name for one in lists_by_hand(dafydd)] == ["Mine"]


def test_whoever_looks_as_somebody_else_changes_nothing(cast):
    dafydd, *_ = cast
    ref = keeping.make(dafydd, "Mine")
    looking = replace(dafydd, read_only=True)
    for verb in (
        lambda: keeping.make(looking, "New"),
        lambda: keeping.delete(looking, ref),
        lambda: views.save(looking, "New", Choice()),
        lambda: views.open_with(looking, ""),
    ):
        with pytest.raises(OnlyLooking):
            verb()
    assert [one.name for one in lists_of(looking)] == ["Mine"]


def test_a_name_is_given_once_by_each_and_once_by_everybody(cast):
    dafydd, ana, helene, _accounts = cast
    first = keeping.make(dafydd, "Fair")
    keeping.make(ana, "Fair")
    keeping.make(helene, "Fair", shared=True)
    with pytest.raises(whose.NameTaken):
        keeping.make(dafydd, " FÀIR ")
    with pytest.raises(whose.NameTaken):
        keeping.share(helene, keeping.make(helene, "Fair"), shared=True)
    keeping.delete(dafydd, first)
    keeping.make(dafydd, "Fair")
    with pytest.raises(whose.NameTaken):
        keeping.bring_back(dafydd, first)


def test_what_was_deleted_comes_back_with_its_accounts(cast):
    dafydd, _ana, _helene, accounts = cast
    ref = keeping.make(dafydd, "Mine")
    keeping.add(dafydd, ref, refs(accounts))
    keeping.delete(dafydd, ref)
    assert list_of(dafydd, ref) is None
    keeping.bring_back(dafydd, ref)
    assert names_on(dafydd, ref) == ["Nordhavn", "Orne"]


def test_a_view_opens_first_until_it_is_deleted(cast):
    dafydd, ana, helene, _accounts = cast
    ref = views.save(helene, "Rising", Choice(Filter(only="rising"), "change"), shared=True)
    views.open_with(dafydd, ref)
    assert [(view.name, view.is_first) for view in views.views_of(dafydd)] == [("Rising", True)]
    assert not views.views_of(ana)[0].is_first
    views.delete(helene, ref)
    assert not views.views_of(dafydd)
    views.bring_back(helene, ref)
    assert views.views_of(dafydd)[0].is_first


def test_pasted_rows_say_one_by_one_what_became_of_them(cast):
    dafydd, _ana, _helene, accounts = cast
    ref = keeping.make(dafydd, "Mine")
    pasted = f"""https://www.nordhavn.example/shop
{accounts["orne"].external_id}, Fonderies de l’Orne

kestrel.example
nordhavn.example
nobody.example
"""
    told = paste(dafydd, ref, pasted)
    assert [(one.line, one.outcome, list(one.accounts)) for one in told] == [
        (1, "added", ["Nordhavn"]),
        (2, "added", ["Orne"]),
        (4, "unknown", []),
        (5, "already", ["Nordhavn"]),
        (6, "unknown", []),
    ]
    assert names_on(dafydd, ref) == ["Nordhavn", "Orne"]
    with pytest.raises(NothingPasted):
        paste(dafydd, ref, " \n,;\n")
    with pytest.raises(TooManyRows):
        paste(dafydd, ref, "x\n" * 5_001)


def test_every_change_is_recorded_and_names_can_be_erased(cast):
    _dafydd, _ana, helene, accounts = cast
    ref = keeping.make(helene, "Fair", shared=True)
    keeping.add(helene, ref, refs(accounts))
    views.save(helene, "Us", Choice())
    entries = (
        Entry.objects.filter(subject_kind__in=("list", "view"))
        .order_by("pk")
        .values_list("verb", "values")
    )
    assert list(entries) == [
        ("lists.made", {"shared": True}),
        ("lists.added", {"shared": True, "accounts": 3}),
        ("views.saved", {"shared": False}),
    ]


def test_a_file_holds_what_the_viewer_narrowed_with_ranks_over_all(cast):
    dafydd, _ana, _helene, _accounts = cast
    estate.score_everything()
    (portion,) = rows(dafydd, Choice(Filter(country="FR")))
    assert [(row.rank, row.name, row.country) for row in portion] == [(2, "Orne", "FR")]
