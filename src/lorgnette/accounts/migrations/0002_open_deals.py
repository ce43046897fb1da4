from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        AddIndex(
            model_name='opportunity',
            index=models.Index(
                condition=models.Q(('gone_at__isnull', True), ('status', 'open')),
                fields=['account'],
                name='opportunity_open',
            ),
        ),
    ]
