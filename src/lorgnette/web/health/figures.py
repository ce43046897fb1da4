"""What the database tells of the installation, as Prometheus reads it."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from lorgnette.operations.figures import Figures as Told
from lorgnette.operations.figures import read

# Name, what it says, and where it is; what is unknown is not told.
_GAUGES = (
    ("outbox_messages", "Messages that are not at their end.", "waiting"),
    ("outbox_due_messages", "Messages that could go out now.", "due"),
    ("outbox_oldest_due_age_seconds", "How long the longest due message has waited.", "oldest_due"),
    ("mail_held", "1 while all mail is held back.", "mail_held"),
    ("seats_taken", "Seats taken, pending invitations included.", "seats_taken"),
    ("seats_pending", "Seats held by pending invitations.", "seats_pending"),
    ("seats_limit", "The limit of seats, where there is one.", "seats_limit"),
    ("audit_unsealed_events", "Events not yet in the chain.", "unsealed"),
    ("worker_heartbeat_age_seconds", "Since the latest sign of life of a worker.", "worker_age"),
)


class Figures(Collector):
    """Reads the database when asked, so that every process answers the same."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        told = read()
        for name, words, field in _GAUGES:
            value = getattr(told, field)
            if value is not None:
                yield GaugeMetricFamily(f"lorgnette_{name}", words, value=float(value))
        yield from _families(told)


def _families(told: Told) -> Iterator[GaugeMetricFamily]:
    mail = GaugeMetricFamily(
        "lorgnette_mail_messages", "Messages kept, by how they ended.", labels=["outcome"]
    )
    for outcome, count in told.ended.items():
        mail.add_metric([outcome], count)
    yield mail
    living = GaugeMetricFamily("lorgnette_processes", "Living processes.", labels=["kind"])
    for kind, count in told.processes.items():
        living.add_metric([kind], count)
    yield living
    failing = GaugeMetricFamily(
        "lorgnette_job_failures", "Failures in a row of jobs that fail.", labels=["job"]
    )
    for trouble in told.troubles:
        failing.add_metric([trouble.job], trouble.times)
    yield failing
