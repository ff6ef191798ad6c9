from django.db import migrations, models
from django.db.models import OuterRef, Subquery

CHOICES = [("estimate", "ước"), ("official", "chính thức")]
TOLD = "Tổ chức này đã được gia hạn trong kỳ: hãy sửa ngày của lần đó."


def name_the_period(apps, schema_editor):
    """A correction names what its campaign collected: also where no campaign did, and the year is published."""
    campaigns = apps.get_model("returns", "Campaign").objects.filter(pk=OuterRef("campaign_id"))
    for name in ("Correction", "HistoricalCorrection"):
        rows = apps.get_model("returns", name)._base_manager.filter(campaign_id__in=campaigns.model.objects.values("pk"))
        rows.update(period_id=Subquery(campaigns.values("period_id")), stage=Subquery(campaigns.values("stage")))


def _period(**options):
    return models.ForeignKey(
        on_delete=models.deletion.PROTECT,
        related_name="corrections",
        to="returns.period",
        verbose_name="kỳ",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_returns")]

    operations = [
        migrations.AddField("correction", "period", _period(null=True)),
        migrations.AddField(
            "historicalcorrection",
            "period",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=models.deletion.DO_NOTHING,
                related_name="+",
                to="returns.period",
                verbose_name="kỳ",
            ),
        ),
        *(
            migrations.AddField(
                model,
                "stage",
                models.CharField("giai đoạn", choices=CHOICES, default="official", max_length=8),
            )
            for model in ("correction", "historicalcorrection")
        ),
        *(
            migrations.AddField(model, "published", models.BooleanField("sửa số đã công bố", default=False))
            for model in ("correction", "historicalcorrection")
        ),
        migrations.RunPython(name_the_period, migrations.RunPython.noop),
        migrations.RemoveConstraint("correction", "correction_once_per_organisation"),
        migrations.RemoveField("correction", "campaign"),
        migrations.RemoveField("historicalcorrection", "campaign"),
        migrations.AlterField("correction", "period", _period()),
        migrations.AddConstraint(
            "correction",
            models.UniqueConstraint(
                fields=["period", "stage", "organisation"],
                name="correction_once_per_organisation",
                violation_error_message=TOLD,
            ),
        ),
    ]
