import office.fields
from django.db import migrations, models


def add_places(apps, schema_editor):
    """Give every design a place for who decided: not printed until the office ticks it, since its picture may say so."""
    Placement = apps.get_model("events", "Placement")
    Placement.objects.bulk_create(
        Placement(
            design=design,
            element="authority",
            left=float(design.width) * 0.1,
            top=float(design.height) * 0.2,
            width=float(design.width) * 0.8,
            size=20,
            bold=True,
            capitals=True,
            colour="#b01116",
            shown=False,
        )
        for design in apps.get_model("events", "CertificateDesign").objects.all()
    )


def take_places(apps, schema_editor):
    apps.get_model("events", "Placement").objects.filter(element="authority").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0008_minutes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='award',
            name='decided_on',
            field=models.DateField(blank=True, null=True, validators=[office.fields.check_has_come], verbose_name='ngày quyết định'),
        ),
        migrations.AlterField(
            model_name='historicalaward',
            name='decided_on',
            field=models.DateField(blank=True, null=True, validators=[office.fields.check_has_come], verbose_name='ngày quyết định'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='element',
            field=models.CharField(choices=[('title', 'tên hình thức'), ('recipient', 'tên người nhận'), ('post', 'chức vụ, đơn vị'), ('achievement', 'thành tích'), ('decision', 'số, ngày quyết định'), ('day', 'địa danh, ngày tháng'), ('signer_post', 'chức vụ người ký'), ('signer', 'họ tên người ký'), ('qr', 'mã QR tra cứu'), ('authority', 'người quyết định, tặng')], max_length=11, verbose_name='nội dung'),
        ),
        migrations.AddField(
            model_name='award',
            name='absence',
            field=office.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='lý do chưa trao'),
        ),
        migrations.AddField(
            model_name='historicalaward',
            name='absence',
            field=office.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='lý do chưa trao'),
        ),
        migrations.AddField(
            model_name='historicalproposal',
            name='present',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='số người dự họp Hội đồng'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='present',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='số người dự họp Hội đồng'),
        ),
        migrations.RunPython(add_places, take_places, elidable=True),
    ]
