"""Taking a whole import back: what it created goes, what it changed is again what it was, or nothing happens at all."""

from collections.abc import Callable, Iterable, Iterator

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from office.history_records import because, delete_with_history
from office.importing.traces import Trace, Traces, Words, history_of
from office.models import ImportRun

NAMED = 10  # records that a refusal names; it counts the rest
_BATCH = 500


TakesBack = Callable[..., None]
_own_ways: dict[str, TakesBack] = {}


def takes_back(kind: str) -> Callable[[TakesBack], TakesBack]:
    """Register a way of its own to take back imports of a kind, whose rows are too many to have a history each.

    It is called with the run, `reason` (for the history) and `by`, in the transaction of undo_import; it raises
    ValidationError where records stand in the way.
    """

    def register(take_back: TakesBack) -> TakesBack:
        _own_ways[kind] = take_back
        return take_back

    return register


Objects = Callable[[Iterable[Trace]], Iterable[str]]
_objections: dict[type[models.Model], Objects] = {}


def objects(model: type[models.Model]) -> Callable[[Objects], Objects]:
    """Register a function of the traces of a model's records: the sentences that forbid taking them back."""

    def register(maker: Objects) -> Objects:
        _objections[model] = maker
        return maker

    return register


def check_can_undo(user) -> None:
    """Raise PermissionDenied, in words, when `user` may not take imports back."""
    if not user.has_perm("office.undo_importrun"):
        raise PermissionDenied("Chỉ cán bộ phụ trách số liệu được hoàn tác một lần nhập tệp.")


@transaction.atomic
def undo_import(run: ImportRun, *, reason: str, by) -> None:
    """Take back everything an import wrote; the history keeps both, the second with `reason`.

    Raises ValidationError, with nothing changed, when the import was taken back already, no reason is given, or
    records stand in the way: changed by others since, or created by the import and used by others since.
    """
    check_can_undo(by)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Hãy ghi lý do hoàn tác."})
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.undone_at:
        raise ValidationError(f"{run} đã được hoàn tác lúc {timezone.localtime(run.undone_at):%H:%M %d/%m/%Y}.")
    run.undone_at, run.undone_by, run.undone_why = timezone.now(), by, reason
    if own_way := _own_ways.get(run.kind):
        own_way(run, reason=run.undo_reason, by=by)
    else:
        _take_back_by_history(run, run.undo_reason, by)
    run.save(update_fields=["undone_at", "undone_by", "undone_why"])


def _take_back_by_history(run: ImportRun, told: str, by) -> None:
    traces = Traces(run)
    in_the_way = list(_in_the_way(traces))
    if in_the_way:
        raise ValidationError(_refusal(in_the_way))
    with because(told, by=by):
        try:
            _take_back(traces)
        except (models.ProtectedError, models.RestrictedError, ObjectDoesNotExist, IntegrityError) as error:
            raise ValidationError(
                "Chưa hoàn tác gì: có bản ghi khác đang dùng dữ liệu của lần nhập này. "
                "Hãy sửa các bản ghi ấy trước, hoặc sửa từng bản ghi của lần nhập bằng tay."
            ) from error


def _refusal(in_the_way: list[str]) -> list[str]:
    head = "Chưa hoàn tác gì, vì từ sau lần nhập này:"
    rest = len(in_the_way) - NAMED
    more = [f"… và {rest} trường hợp nữa."] if rest > 0 else []
    return [head, *in_the_way[:NAMED], *more]


# What stands in the way


def _in_the_way(traces: Traces) -> Iterator[str]:
    words = Words(traces)
    for model, written in traces.by_model.items():
        yield from _changed_since(traces, model, words)
        if model in _objections:
            yield from _objections[model](written.values())
    for model, written in traces.by_model.items():
        created = [trace.pk for trace in written.values() if trace.created and not trace.deleted]
        if created:
            yield from _used_since(traces, model, created)


def _changed_since(traces: Traces, model: type[models.Model], words: Words) -> Iterator[str]:
    """Records that are no longer what the import left; one changed and put back again is."""
    drifted = set(_drifted(traces, model))
    if not drifted:
        return
    written, key, told = traces.by_model[model], model._meta.pk.attname, {}
    rows = history_of(model).filter(**{f"{key}__in": traces.keys(model)}).select_related("history_user")
    for row in rows.exclude(history_change_reason=traces.run.reason):
        pk = getattr(row, key)
        if pk in drifted and row.history_id > written[pk].last.history_id:
            who = str(row.history_user) if row.history_user else "hệ thống"
            done = "xóa" if row.history_type == "-" else "sửa"
            told[pk] = f"{who} đã {done} lúc {timezone.localtime(row.history_date):%H:%M %d/%m/%Y}"
    for pk in sorted(drifted):
        name = f"{written[pk].model_name} “{words.record(written[pk])}”"
        yield f"{name}: {told.get(pk, 'đã khác so với lúc nhập')}."


def _drifted(traces: Traces, model: type[models.Model]) -> Iterator[object]:
    """Keys of records that are not what the import left, though no history tells of it."""
    locked = model._base_manager.select_for_update().filter(pk__in=traces.keys(model))
    stored = {record.pk: record for record in locked.order_by("pk")}
    for pk, trace in traces.by_model[model].items():
        record = stored.get(pk)
        left = None if trace.deleted else trace.values(trace.last)
        now = record and {name: getattr(record, name) for name in left or ()}
        if left != now or (not trace.created and trace.before is None):
            yield pk


def _used_since(traces: Traces, model: type[models.Model], created: list) -> Iterator[str]:
    """Records of others that point at what the import created."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        if relation.on_delete is models.DO_NOTHING:  # the history itself
            continue
        user, own = relation.related_model, traces.by_model.get(relation.related_model._meta.concrete_model, {})
        for keys in _batches(created):
            for record in user._base_manager.filter(**{f"{relation.field.name}__in": keys}):
                if record.pk not in own:
                    yield f"{user._meta.verbose_name} “{record}” đang dùng {relation.field.verbose_name} của tệp này."


# Taking back


def _take_back(traces: Traces) -> None:
    """Records are first what they were, so that none goes with what was created; then that goes; what had to wait for
    it follows. References are checked at the end of the transaction, which leaves the order to the other rules."""
    order = _dependents_first(traces.by_model)
    known = [trace for model in reversed(order) for trace in traces.by_model[model].values() if not trace.created]
    waiting = _put_back(known)
    for model in order:
        created = [trace.pk for trace in traces.by_model[model].values() if trace.created and not trace.deleted]
        for keys in _batches(created):
            delete_with_history(model._base_manager.filter(pk__in=keys))
    while waiting:
        still = _put_back(waiting)
        if len(still) == len(waiting):
            raise IntegrityError("no order of the changes can be taken back")
        waiting = still
    connection.check_constraints(table_names=[model._meta.db_table for model in traces.by_model])


def _dependents_first(found: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """The models in such an order that none stands after one it points at."""
    left, order = list(found), []
    while left:
        pointed_at = {field.related_model for model in left for field in model._meta.fields if field.is_relation}
        free = [model for model in left if model not in pointed_at] or left
        order += free
        left = [model for model in left if model not in free]
    return order


def _put_back(traces: list[Trace]) -> list[Trace]:
    """Write what records were before; return those that have to wait for another's value to be free."""
    waiting = []
    for trace in traces:
        try:
            with transaction.atomic():
                _restore(trace)
        except IntegrityError:
            waiting.append(trace)
    return waiting


def _restore(trace: Trace) -> None:
    before = trace.values(trace.before)
    if trace.deleted:
        trace.model(**before).save(force_insert=True)
        return
    record = trace.model._base_manager.get(pk=trace.pk)
    for name, value in before.items():
        setattr(record, name, value)
    record.save()


def _batches(keys: list) -> Iterator[list]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))
