"""Every expected "no": one object that pages, API and console render alike."""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """A typed refusal. Subclasses set `code`, `words` and `status`.

    `words` is an English sentence from the catalogue with `%(name)s` placeholders, filled from
    `values` after translation; `field` names the form field it belongs beside, if any.
    """

    code: ClassVar[str] = "refused"
    words: ClassVar[str] = ""
    status: ClassVar[int] = 422

    def __init__(self, field: str | None = None, **values: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.values: Mapping[str, object] = values


class RefusedByField(Refusal):
    """A form refused as a whole; `faults` are the refusals by field."""

    def __init__(self, faults: Mapping[str, Refusal]) -> None:
        super().__init__()
        self.faults = faults
