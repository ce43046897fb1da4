from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex

# Lists rank and count by the scores alone: every present account has one, one that is gone none.
BEGIN = """
INSERT INTO scoring_accountscore (account_id, day, tenths, change, weeks)
SELECT account.id, CURRENT_DATE, 0, 0, '[]' FROM accounts_account account
WHERE account.gone_at IS NULL
AND NOT EXISTS (SELECT 1 FROM scoring_accountscore score WHERE score.account_id = account.id)
"""
END = """
DELETE FROM scoring_accountscore
WHERE account_id IN (SELECT id FROM accounts_account WHERE gone_at IS NOT NULL)
"""


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('scoring', '0001_initial'),
        ('accounts', '0002_open_deals'),
    ]

    operations = [
        AddIndex(
            model_name='accountscore',
            index=models.Index(fields=['-change', '-tenths', 'account'], name='score_moved'),
        ),
        migrations.RunSQL([BEGIN, END], migrations.RunSQL.noop),
    ]
