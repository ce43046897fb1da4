from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('scoring', '0005_models_versions'),
    ]

    operations = [
        AddIndex(
            model_name='accountscore',
            index=models.Index(fields=['-tenths', 'account', 'change'], name='score_standing'),
        ),
    ]
