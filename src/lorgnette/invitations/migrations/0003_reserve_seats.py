"""Invitations that wait from before there were seats get theirs reserved."""

from django.db import migrations
from django.utils import timezone


def reserve(apps, _schema_editor):
    Invitation = apps.get_model("invitations", "Invitation")
    SeatReservation = apps.get_model("access", "SeatReservation")
    waiting = Invitation.objects.filter(
        accepted_at=None,
        declined_at=None,
        revoked_at=None,
        superseded_at=None,
        link_ends_at__gt=timezone.now(),  # noqa: TID251 (a migration pretends nothing)
    )
    rows = (
        SeatReservation(member_id=member_id, product=product, reserved_until=until)
        for member_id, product, until in waiting.values_list("member_id", "product", "link_ends_at")
    )
    SeatReservation.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_seats"),
        ("invitations", "0002_visited"),
    ]

    operations = [migrations.RunPython(reserve, migrations.RunPython.noop, elidable=True)]
