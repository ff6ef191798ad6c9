from django.db import migrations, models

KIND = [
    ('figures', 'số liệu năm công bố gần nhất'),
    ('newest', 'tin mới nhất'),
    ('category', 'tin của một chuyên mục'),
    ('activities', 'tập huấn, hội chợ đã tổ chức'),
    ('honours', 'khen thưởng mới nhất'),
    ('products', 'sản phẩm có chứng nhận'),
    ('documents', 'văn bản mới'),
    ('albums', 'album ảnh mới'),
    ('links', 'liên kết'),
    ('banners', 'biểu ngữ'),
    ('text', 'đoạn văn'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0007_disclosure'),
    ]

    operations = [
        migrations.AlterField(
            model_name=name,
            name='kind',
            field=models.CharField(choices=KIND, max_length=10, verbose_name='loại khối'),
        )
        for name in ('historicalhomeblock', 'homeblock')
    ]
