"""The companies of labelled data as accounts, found by domain or by name."""

from collections import defaultdict

from lorgnette.kernel.domains import registrable
from lorgnette.matching import hosts
from lorgnette.matching.labelled import Labelled
from lorgnette.matching.names import squashed, tokens
from lorgnette.matching.rules import Asked, Named


class Companies:
    """An account's id is its place in `names`."""

    def __init__(self, data: Labelled) -> None:
        self._data = data
        self._by_domain: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self.names = list(data.names)
        for pk, name in enumerate(self.names):
            for domain in sorted(data.domains[name]):
                own = registrable(domain)
                if own and not hosts.kind_of(domain, own):
                    self._by_domain[own].append((pk, domain))
            for key in (squashed(name), *tokens(name)):
                self._by_name[key].add(pk)

    def domains(self, company: str) -> frozenset[str]:
        """Of a company by its name."""
        return self._data.domains.get(company, frozenset())

    def accounts(self, asked: Asked) -> list[Named]:
        """Those that share the domain, each by the one of its domains that meets best."""
        keys = {squashed(asked.company), *tokens(asked.company)} - {""}
        host_of = {pk: "" for key in keys for pk in self._by_name.get(key, ())}
        for pk, host in self._by_domain.get(asked.registrable, ()):
            if _nearness(asked.host, host) > _nearness(asked.host, host_of.get(pk, "")):
                host_of[pk] = host
        return [Named(pk, self.names[pk], host, registrable(host)) for pk, host in host_of.items()]


def _nearness(host: str, other: str) -> int:
    if not other:
        return -1
    return 2 if host == other else int(host.endswith(f".{other}"))
