from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('accounts', '0010_phones'),
    ]

    operations = [
        AddIndex(
            model_name='account',
            index=models.Index(fields=['domain', 'sort_key', 'gone_at'], name='account_found'),
        ),
    ]
