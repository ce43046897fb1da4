"""Access given before grants knew who invited learns it from the invitation that was accepted."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def learn(apps, _schema_editor):
    Invitation = apps.get_model("invitations", "Invitation")
    accepted = Invitation.objects.filter(
        member=OuterRef("member"), product=OuterRef("product"), accepted_at__isnull=False
    )
    inviter = accepted.order_by("-accepted_at").values("inviter")[:1]
    unknown = apps.get_model("access", "Grant").objects.filter(inviter=None)
    unknown.update(inviter=Subquery(inviter))


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_notices_and_requests"),
        ("invitations", "0004_link_requests"),
    ]

    operations = [migrations.RunPython(learn, migrations.RunPython.noop, elidable=True)]
