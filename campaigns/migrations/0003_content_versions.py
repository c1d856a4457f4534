import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from planning import tenancy


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0002_fences'),
        ('planning', '0007_campaigns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('what', models.CharField(choices=[('written', 'written'), ('changed', 'changed'), ('taken_back', 'taken back'), ('put_back', 'put back'), ('state', 'status changed')], max_length=10)),
                ('content', models.JSONField()),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('library', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='planning.library')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='campaigns.post')),
                ('tip', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='campaigns.booktip')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('tip', None), ('post', None), _connector='XOR'), name='version_of_a_tip_or_a_post'), models.UniqueConstraint(fields=('tip', 'version'), name='tip_version_once'), models.UniqueConstraint(fields=('post', 'version'), name='post_version_once')],
            },
        ),
        migrations.RunSQL(*tenancy.fence('campaigns_contentversion')),
    ]
