"""Says of invitations sent on to another address before whose they were at first."""

from django.db import migrations
from django.db.models import F


def fill(apps, _schema_editor):
    rows = apps.get_model('invitations', 'Invitation').objects
    moves = rows.filter(renews__isnull=False).exclude(member=F('renews__member'))
    for moved in moves.select_related('renews').order_by('pk').iterator():
        _follow(apps, moved)


def _follow(apps, moved):
    """Down all resends, until it moves on."""
    rows = apps.get_model('invitations', 'Invitation').objects
    first, here = moved.renews.moved_from_id or moved.renews.member_id, moved
    if first == moved.member_id or _is_somebody_else(apps, moved.member):
        return
    while here and here.member_id == moved.member_id:
        rows.filter(pk=here.pk).update(moved_from=first)
        here = rows.filter(renews=here).first()


def _is_somebody_else(apps, member):
    """The CRM has a user of the new address."""
    crm_users = apps.get_model('directory', 'CrmUser').objects
    return crm_users.filter(address_key=member.address_key, gone_at=None).exists()


class Migration(migrations.Migration):

    dependencies = [
        ('invitations', '0009_moved_from'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
