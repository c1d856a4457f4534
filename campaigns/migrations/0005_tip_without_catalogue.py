from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0004_tip_length'),
    ]

    operations = [
        migrations.AlterField(
            model_name='booktip',
            name='title',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
