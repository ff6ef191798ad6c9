import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import office.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from office.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('office', '0001_initial'), ('office', '0002_jobs_and_imports')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('full_name', office.fields.LineField(blank=True, max_length=100, verbose_name='họ và tên')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'người dùng',
                'verbose_name_plural': 'người dùng',
                'ordering': ['username'],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalOffice',
            fields=[
                ('id', models.PositiveSmallIntegerField(db_index=True, default=1, editable=False)),
                ('name', office.fields.LineField(help_text='Ví dụ: Liên minh Hợp tác xã tỉnh …', max_length=120, verbose_name='tên cơ quan')),
                ('short_name', office.fields.LineField(max_length=80, verbose_name='tên gọi tắt')),
                ('province_name', office.fields.LineField(help_text='Dùng trong câu văn báo cáo, ví dụ: tỉnh Thái Bình', max_length=60, verbose_name='tên tỉnh')),
                ('parent_line', office.fields.LineField(blank=True, help_text='Dòng trên cùng bên trái; để trống nếu không ghi', max_length=120, verbose_name='cơ quan chủ quản trên văn bản')),
                ('issuer_line', office.fields.LineField(max_length=120, verbose_name='tên cơ quan ban hành trên văn bản')),
                ('document_symbol', office.fields.LineField(default='LMHTX', max_length=30, verbose_name='ký hiệu văn bản')),
                ('place_name', office.fields.LineField(max_length=60, verbose_name='địa danh ghi trên văn bản')),
                ('address', office.fields.LineField(blank=True, max_length=200, verbose_name='địa chỉ')),
                ('phone', office.fields.LineField(blank=True, max_length=40, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('responsible_person', office.fields.LineField(blank=True, max_length=100, verbose_name='người chịu trách nhiệm nội dung')),
                ('recipients', models.TextField(blank=True, help_text='Mỗi dòng một nơi nhận; dòng lưu được ghi tự động', max_length=1000, verbose_name='nơi nhận báo cáo')),
                ('notice', office.fields.LineField(blank=True, help_text='Hiện ở đầu mọi trang công khai, ví dụ: Dữ liệu minh họa', max_length=200, verbose_name='thông báo chung')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lịch sử cơ quan',
                'verbose_name_plural': 'lịch sử cơ quan',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSavedView',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('model', models.CharField(editable=False, max_length=100, verbose_name='danh sách')),
                ('name', office.fields.LineField(help_text='Ví dụ: HTX Đông Hưng chưa có mã số thuế', max_length=80, verbose_name='tên bộ lọc')),
                ('query', models.TextField(editable=False, max_length=2000, verbose_name='điều kiện lọc')),
                ('shared', models.BooleanField(default=False, help_text='Mọi người xem được danh sách đều thấy', verbose_name='dùng chung')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lưu')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lịch sử bộ lọc',
                'verbose_name_plural': 'lịch sử bộ lọc',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSignatory',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('full_name', office.fields.LineField(max_length=100, verbose_name='họ và tên')),
                ('authority', office.fields.LineField(blank=True, help_text='Ví dụ: TM. BAN THƯỜNG VỤ', max_length=60, verbose_name='thẩm quyền ký')),
                ('post', office.fields.LineField(help_text='Ví dụ: CHỦ TỊCH', max_length=80, verbose_name='chức vụ')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lịch sử người ký',
                'verbose_name_plural': 'lịch sử người ký',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name', office.fields.LineField(help_text='Ví dụ: Liên minh Hợp tác xã tỉnh …', max_length=120, verbose_name='tên cơ quan')),
                ('short_name', office.fields.LineField(max_length=80, verbose_name='tên gọi tắt')),
                ('province_name', office.fields.LineField(help_text='Dùng trong câu văn báo cáo, ví dụ: tỉnh Thái Bình', max_length=60, verbose_name='tên tỉnh')),
                ('parent_line', office.fields.LineField(blank=True, help_text='Dòng trên cùng bên trái; để trống nếu không ghi', max_length=120, verbose_name='cơ quan chủ quản trên văn bản')),
                ('issuer_line', office.fields.LineField(max_length=120, verbose_name='tên cơ quan ban hành trên văn bản')),
                ('document_symbol', office.fields.LineField(default='LMHTX', max_length=30, verbose_name='ký hiệu văn bản')),
                ('place_name', office.fields.LineField(max_length=60, verbose_name='địa danh ghi trên văn bản')),
                ('address', office.fields.LineField(blank=True, max_length=200, verbose_name='địa chỉ')),
                ('phone', office.fields.LineField(blank=True, max_length=40, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('responsible_person', office.fields.LineField(blank=True, max_length=100, verbose_name='người chịu trách nhiệm nội dung')),
                ('recipients', models.TextField(blank=True, help_text='Mỗi dòng một nơi nhận; dòng lưu được ghi tự động', max_length=1000, verbose_name='nơi nhận báo cáo')),
                ('notice', office.fields.LineField(blank=True, help_text='Hiện ở đầu mọi trang công khai, ví dụ: Dữ liệu minh họa', max_length=200, verbose_name='thông báo chung')),
            ],
            options={
                'verbose_name': 'thông tin cơ quan',
                'verbose_name_plural': 'thông tin cơ quan',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='office_is_the_only_row', violation_error_message='Chỉ có một bản ghi thông tin cơ quan: hãy sửa bản ghi đang có.')],
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', office.fields.LineField(max_length=100, verbose_name='họ và tên')),
                ('authority', office.fields.LineField(blank=True, help_text='Ví dụ: TM. BAN THƯỜNG VỤ', max_length=60, verbose_name='thẩm quyền ký')),
                ('post', office.fields.LineField(help_text='Ví dụ: CHỦ TỊCH', max_length=80, verbose_name='chức vụ')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
            ],
            options={
                'verbose_name': 'người ký văn bản',
                'verbose_name_plural': 'người ký văn bản',
                'ordering': ['-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='signatory_ends_after_start', violation_error_message='“Đến ngày” phải bằng hoặc sau “Từ ngày”.')],
            },
        ),
        migrations.CreateModel(
            name='ImportLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='loại dữ liệu')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='dấu vân tay của các tiêu đề')),
                ('headings', models.JSONField(verbose_name='các tiêu đề')),
                ('choices', models.JSONField(verbose_name='cách đọc')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xác nhận')),
                ('at', models.DateTimeField(auto_now=True, verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'cách đọc tệp',
                'verbose_name_plural': 'các cách đọc tệp',
                'ordering': ['-at'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'fingerprint'), name='import_layout_once_per_headings')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('organisations', 'tổ chức'), ('returns', 'số liệu hằng năm'), ('memberships', 'thành viên Liên minh'), ('members', 'thành viên của hợp tác xã'), ('life_events', 'sự kiện'), ('targets', 'chỉ tiêu kế hoạch'), ('figures', 'số liệu tổng hợp'), ('awards', 'khen thưởng')], max_length=20, verbose_name='loại dữ liệu')),
                ('file_name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('digest', models.CharField(max_length=64, verbose_name='mã băm SHA-256 của tệp')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='số dòng')),
                ('created', models.PositiveIntegerField(default=0, verbose_name='thêm')),
                ('updated', models.PositiveIntegerField(default=0, verbose_name='sửa')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='giữ nguyên')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hoàn tác')),
                ('undone_why', models.CharField(blank=True, max_length=200, verbose_name='lý do hoàn tác')),
            ],
            options={
                'verbose_name': 'lần nhập tệp',
                'verbose_name_plural': 'các lần nhập tệp',
                'ordering': ['-pk'],
                'permissions': [('undo_importrun', 'Hoàn tác một lần nhập tệp')],
                'indexes': [models.Index(fields=['digest'], name='import_run_digest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_why', '')), models.Q(('undone_at__isnull', False), models.Q(('undone_why', ''), _negated=True)), _connector='OR'), name='import_run_undone_in_full', violation_error_message='Hoàn tác phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='loại việc')),
                ('title', models.CharField(max_length=200, verbose_name='việc')),
                ('state', models.CharField(choices=[('queued', 'đang chờ'), ('running', 'đang chạy'), ('waiting', 'chờ xác nhận'), ('done', 'đã xong'), ('refused', 'bị từ chối'), ('failed', 'hỏng'), ('cancelled', 'đã hủy')], default='queued', max_length=9, verbose_name='tình trạng')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='đã làm')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='tổng số')),
                ('step', models.CharField(blank=True, max_length=200, verbose_name='đang làm gì')),
                ('payload', models.JSONField(default=dict, verbose_name='dữ liệu vào')),
                ('bookmark', models.JSONField(default=dict, verbose_name='chỗ đã làm đến')),
                ('attempt', models.PositiveSmallIntegerField(default=0, verbose_name='lần chạy thứ')),
                ('cancel_asked', models.BooleanField(default=False, verbose_name='được yêu cầu hủy')),
                ('result', models.JSONField(default=dict, verbose_name='kết quả')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='người giao')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='giao lúc')),
                ('started_at', models.DateTimeField(null=True, verbose_name='bắt đầu lúc')),
                ('beat_at', models.DateTimeField(null=True, verbose_name='còn chạy lúc')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='xong lúc')),
            ],
            options={
                'verbose_name': 'việc chạy nền',
                'verbose_name_plural': 'việc chạy nền',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'id'], name='job_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running', 'waiting'])), models.Q(('finished_at__isnull', False), ('state__in', ['done', 'refused', 'failed', 'cancelled'])), _connector='OR'), name='job_finished_when_it_ends', violation_error_message='Việc đã kết thúc phải ghi giờ xong.')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL, verbose_name='người lưu')),
                ('model', models.CharField(editable=False, max_length=100, verbose_name='danh sách')),
                ('name', office.fields.LineField(help_text='Ví dụ: HTX Đông Hưng chưa có mã số thuế', max_length=80, verbose_name='tên bộ lọc')),
                ('query', models.TextField(editable=False, max_length=2000, verbose_name='điều kiện lọc')),
                ('shared', models.BooleanField(default=False, help_text='Mọi người xem được danh sách đều thấy', verbose_name='dùng chung')),
            ],
            options={
                'verbose_name': 'bộ lọc đã lưu',
                'verbose_name_plural': 'bộ lọc đã lưu',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'model', 'name'), name='saved_view_named_once', violation_error_code='name', violation_error_message='Bạn đã có bộ lọc mang tên này cho danh sách này: hãy đặt tên khác.')],
            },
        ),
        ]),
    ]
