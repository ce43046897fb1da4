"""Models as somebody might write them, for any history."""

from hypothesis import strategies as st

from lorgnette.activities.types import TYPES
from lorgnette.scoring.checks import Draft
from lorgnette.scoring.model import CURVE, SUM, Model, Role

CODES = [kind.code for kind in TYPES]
TITLES = ("", "Finance Director", "Directrice des achats", "Head of IT")

roles = st.lists(
    st.builds(Role, st.sampled_from(("director", "directrice", "it")), st.integers(0, 500)),
    max_size=2,
).map(tuple)
models = st.builds(
    Model,
    weights=st.fixed_dictionaries({code: st.integers(0, 20) for code in CODES}).filter(
        lambda weights: any(weights.values())
    ),
    half_life=st.integers(1, 400),
    day_cap=st.integers(1, 9),
    person_cap=st.integers(1, 300),
    scale=st.integers(1, 500),
    mode=st.sampled_from((CURVE, SUM)),
    roles=roles,
)


def draft(model: Model, name: str = "Trial") -> Draft:
    return Draft(name_en=name, name_fr=name, model=model)
