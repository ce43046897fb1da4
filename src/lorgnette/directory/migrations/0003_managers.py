from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # Nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('directory', '0002_search'),
    ]

    operations = [
        AddIndex(
            model_name='crmuser',
            index=models.Index(fields=['manager_external_id', 'source'], name='crmuser_manager'),
        ),
    ]
