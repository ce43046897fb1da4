from django.db import migrations

from lorgnette.kernel.scans import AddScan


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0007_search'),
    ]

    operations = [
        AddScan('member', 'search_key', 'member_found'),
    ]
