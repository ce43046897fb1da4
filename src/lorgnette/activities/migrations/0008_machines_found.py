from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the indexes are made.
    atomic = False

    dependencies = [
        ('activities', '0007_machines'),
    ]

    operations = [
        AddIndex(
            model_name='activity',
            index=models.Index(models.F('account'), models.OrderBy(models.F('at'), descending=True), condition=models.Q(('bot__gt', '')), name='activity_machine'),
        ),
        AddIndex(
            model_name='activity',
            index=models.Index(models.F('person'), models.OrderBy(models.F('at'), descending=True), condition=models.Q(('bot__gt', '')), name='activity_machine_person'),
        ),
    ]
