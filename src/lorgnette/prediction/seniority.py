"""Whether somebody decides, by the words in their title. Pure."""

import re
from functools import lru_cache

from lorgnette.kernel.names import sort_key

_DECIDES = re.compile(
    r"\b(chief|c[efimot]o|vp|head|owner|(co-?)?founder|fondat\w+|president\w*|pdg|dg|gerante?"
    r"|director\w*|directeur\w*|directrice\w*|diret\w+|dirett\w+|direktor\w*|dyrektor\w*"
    r"|geschaftsfuhrer\w*|leiter\w*|prezes)\b"
)


@lru_cache(maxsize=10_000)
def decides(title: str) -> bool:
    """Heads, directors, chiefs, owners and the like, in the languages that titles come in."""
    return bool(_DECIDES.search(sort_key(title)))
