"""How many times a person counts, by the words in their title."""

import re
from collections.abc import Callable
from functools import cache

from lorgnette.accounts.models import Person
from lorgnette.kernel.names import sort_key
from lorgnette.scoring.model import Model


def factor_of(model: Model) -> Callable[[str], int]:
    """The factor of a title under the model: that of its first role that fits."""
    known = [(_pattern(sort_key(role.word)), role.hundredths) for role in model.roles]

    def of(title: str) -> int:
        text = sort_key(title)
        return next((n for pattern, n in known if pattern.search(text)), model.once)

    return of


def factors_of_titles(model: Model) -> dict[str, int]:
    """Of all titles that people have, those whose factor is not that of everybody."""
    if not model.roles:
        return {}
    factor = factor_of(model)
    titles = Person.objects.order_by().values_list("title", flat=True).distinct()
    return {title: n for title in titles if (n := factor(title)) != model.once}


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """The word itself, not a part of another: “chef” is not in “sous-cheffe”."""
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
