from itertools import pairwise

from django.db import migrations

import cooperatives.models.stay

STAYS = (('AllianceMembership', ['organisation_id'], 'admitted_on'), ('UnionMembership', ['union_id', 'organisation_id'], 'joined_on'))


def refuse_overlaps(apps, schema_editor):
    """Name the stays that share a day: PostgreSQL would refuse them in its own words, SQLite would let them stand."""
    for name, keys, since in STAYS:
        stays = apps.get_model('cooperatives', name).objects.using(schema_editor.connection.alias)
        for one, other in pairwise(stays.order_by(*keys, since, 'pk').select_related('organisation')):
            same = all(getattr(one, key) == getattr(other, key) for key in keys)
            if same and (one.left_on is None or one.left_on > getattr(other, since)):
                days = f'{getattr(one, since):%d/%m/%Y}, {getattr(other, since):%d/%m/%Y}'
                raise ValueError(
                    f'{one.organisation.name} ({one.organisation.code}) có hai lần là thành viên chồng lên nhau, bắt đầu '
                    f'ngày {days}: hãy sửa trong bản đang chạy rồi nâng cấp lại.'
                )


class Migration(migrations.Migration):

    dependencies = [
        ('cooperatives', '0004_telephone'),
    ]

    operations = [
        migrations.RunPython(refuse_overlaps, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='alliancemembership',
            constraint=cooperatives.models.stay.NeverTwiceAtOnce(name='membership_never_twice_at_once', of=('organisation',), since='admitted_on'),
        ),
        migrations.AddConstraint(
            model_name='unionmembership',
            constraint=cooperatives.models.stay.NeverTwiceAtOnce(name='union_membership_never_twice_at_once', of=('union', 'organisation'), since='joined_on'),
        ),
    ]
