from django.db import migrations

from lorgnette.kernel.trigrams import AddTrigrams


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('users', '0006_administrators_index'),
    ]

    operations = [
        AddTrigrams('member', 'search_key', 'member_words'),
    ]
