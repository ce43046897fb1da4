from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex
from lorgnette.kernel.trigrams import AddTrigrams


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the indexes are made.
    atomic = False

    dependencies = [
        ('accounts', '0005_search'),
    ]

    operations = [
        AddIndex(
            model_name='person',
            index=models.Index(fields=['sort_key', 'id'], name='person_sort'),
        ),
        AddTrigrams('person', 'sort_key', 'person_words'),
    ]
