"""A decision as it is kept, and back."""

from typing import Any

from lorgnette.matching.rules import Asked, Decision, Scored


def kept(asked: Asked, decision: Decision) -> dict[str, Any]:
    """What was compared, as JSON."""
    return {
        "domain": asked.host,
        "company": asked.company,
        "candidates": [_scored(one) for one in decision.candidates],
    }


def candidate(asked: Asked, scored: Scored) -> dict[str, Any]:
    """The same of one candidate."""
    return {"domain": asked.host, "company": asked.company, **_scored(scored)}


def compared(evidence: dict[str, Any]) -> list[tuple[str, str, str, int]]:
    """Code, the person's side, the account's side, and the points of each comparison."""
    return [(c[0], c[1], c[2], c[3]) for c in evidence.get("compared", ())]


def _scored(scored: Scored) -> dict[str, Any]:
    return {
        "account": scored.account_id,
        "rule": scored.rule,
        "score": scored.score,
        "compared": [list(one) for one in scored.compared],
    }
