from django.db import migrations, models

from lorgnette.kernel.indexes import AddIndex


class Migration(migrations.Migration):
    # The table may be large: nobody waits while the index is made.
    atomic = False

    dependencies = [
        ('invitations', '0010_moved_before'),
    ]

    operations = [
        AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('moved_from__isnull', False)), fields=['moved_from'], name='invitation_moved_from'),
        ),
    ]
