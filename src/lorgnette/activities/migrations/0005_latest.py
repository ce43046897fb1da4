from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('activities', '0004_unknown_names'),
    ]

    operations = [
        AddIndex(
            model_name='activity',
            index=models.Index(models.F('at').desc(), models.F('id').desc(), 'account', 'type', name='activity_latest'),
        ),
    ]
