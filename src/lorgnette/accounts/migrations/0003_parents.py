from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('accounts', '0002_open_deals'),
    ]

    operations = [
        AddIndex(
            model_name='account',
            index=models.Index(fields=['parent_external_id', 'source'], name='account_parent'),
        ),
    ]
