from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0003_content_versions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='booktip',
            name='text',
            field=models.CharField(max_length=2000, verbose_name='tip'),
        ),
    ]
