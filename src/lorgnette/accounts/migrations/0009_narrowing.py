from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the indexes are made.
    atomic = False

    dependencies = [
        ('accounts', '0008_objections'),
    ]

    operations = [
        AddIndex(
            model_name='account',
            index=models.Index(condition=models.Q(('gone_at__isnull', True)), fields=['industry'], name='account_industry'),
        ),
        AddIndex(
            model_name='account',
            index=models.Index(condition=models.Q(('gone_at__isnull', True)), fields=['country'], name='account_country'),
        ),
    ]
