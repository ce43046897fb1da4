"""Keeps what was counted over very many accounts, while nothing is noted about any of them."""

from lorgnette.accounts import stirred
from lorgnette.kernel.kept_counts import KeptCounts

unstirred = KeptCounts(stirred.state).get
