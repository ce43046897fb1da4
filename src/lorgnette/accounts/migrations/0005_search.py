from django.db import migrations

from lorgnette.kernel.trigrams import AddTrigrams


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('accounts', '0004_spells'),
    ]

    operations = [
        AddTrigrams('account', 'sort_key', 'account_words'),
        AddTrigrams('account', 'domain', 'account_domain_words'),
    ]
