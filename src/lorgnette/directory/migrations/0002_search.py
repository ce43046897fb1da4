from django.db import migrations

from lorgnette.kernel.trigrams import AddTrigrams


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('directory', '0001_initial'),
    ]

    operations = [
        AddTrigrams('crmuser', 'search_key', 'crmuser_words'),
    ]
