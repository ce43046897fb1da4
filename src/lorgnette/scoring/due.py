"""Whether the scores are of an earlier day than today."""

from lorgnette.kernel import clock
from lorgnette.scoring.models import ScoredDay
from lorgnette.workspace.settings import current


def is_due() -> bool:
    """Scores age by whole workspace days: they are due once after each local midnight."""
    return not ScoredDay.objects.filter(day=clock.today(current().zone)).exists()
