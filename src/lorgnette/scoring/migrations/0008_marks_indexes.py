from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the indexes are made.
    atomic = False

    dependencies = [
        ('scoring', '0007_marks'),
    ]

    operations = [
        AddIndex(
            model_name='personscore',
            index=models.Index(fields=['-points', 'id'], name='personscore_points'),
        ),
        AddIndex(
            model_name='personscore',
            index=models.Index(condition=models.Q(('change__gt', 0)), fields=['-change'], name='personscore_rose'),
        ),
    ]
