import django.core.validators
import django.db.models.deletion
import returns.models.rating_scheme
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from office.migrating import CreateModels

CIRCULAR = "Thông tư 01/2020/TT-BKHĐT"  # it rates cooperatives; people's credit funds follow the State Bank


def name_the_kinds(apps, schema_editor):
    """Schemes the office entered go on rating whoever is asked for a rating."""
    for name in ("RatingScheme", "HistoricalRatingScheme"):
        schemes = apps.get_model("returns", name)._base_manager.exclude(decree=CIRCULAR)
        schemes.update(kinds=["cooperative", "credit_fund"])


class Migration(migrations.Migration):

    dependencies = [
        ('returns', '0002_corrections_of_periods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='CriterionPoints',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0, 'Không được là số âm.')], verbose_name='điểm')),
            ],
            options={
                'verbose_name': 'điểm tiêu chí',
                'verbose_name_plural': 'điểm từng tiêu chí xếp loại',
                'ordering': ['criterion__number'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCriterionPoints',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0, 'Không được là số âm.')], verbose_name='điểm')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'lịch sử điểm',
                'verbose_name_plural': 'lịch sử điểm',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        ]),
        migrations.RemoveConstraint(
            model_name='overruling',
            name='overruling_once_per_check',
        ),
        migrations.AddField(
            model_name='historicalratingscheme',
            name='kinds',
            field=models.JSONField(default=returns.models.rating_scheme.cooperatives_alone, verbose_name='dùng cho loại hình'),
        ),
        migrations.AddField(
            model_name='ratingscheme',
            name='kinds',
            field=models.JSONField(default=returns.models.rating_scheme.cooperatives_alone, verbose_name='dùng cho loại hình'),
        ),
        migrations.RunPython(name_the_kinds, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='overruling',
            constraint=models.UniqueConstraint(fields=('annual_return', 'check_code', 'message'), name='overruling_once_per_doubt', violation_error_message='Điều nghi vấn này đã được chấp nhận.'),
        ),
        migrations.AddField(
            model_name='criterionpoints',
            name='annual_return',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criterion_points', to='returns.annualreturn', verbose_name='số liệu'),
        ),
        migrations.AddField(
            model_name='criterionpoints',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='returns.ratingcriterion', verbose_name='tiêu chí'),
        ),
        migrations.AddField(
            model_name='historicalcriterionpoints',
            name='annual_return',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='returns.annualreturn', verbose_name='số liệu'),
        ),
        migrations.AddField(
            model_name='historicalcriterionpoints',
            name='criterion',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='returns.ratingcriterion', verbose_name='tiêu chí'),
        ),
        migrations.AddField(
            model_name='historicalcriterionpoints',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='criterionpoints',
            constraint=models.UniqueConstraint(fields=('annual_return', 'criterion'), name='criterion_points_once', violation_error_message='Tiêu chí này vừa được chấm: hãy mở lại trang để xem điểm.'),
        ),
        migrations.AddConstraint(
            model_name='criterionpoints',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 0)), name='criterion_points_not_negative', violation_error_message='Điểm không được là số âm.'),
        ),
    ]
