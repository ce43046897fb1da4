from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # A row for each reader and day: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ("insight", "0004_edition_leases"),
    ]

    operations = [
        AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("lease_until__isnull", False)),
                fields=["lease_holder"],
                name="edition_leased",
            ),
        ),
    ]
