"""Backups of the whole portal: one ZIP file with the database in its own form, every private file, and a manifest.

`making.back_up` writes one, `restoring.restore` checks all of it and puts it into an empty portal. What either cannot
do it refuses with a BackupRefused, whose message is for the administrator, and leaves nothing half done.
"""


class BackupRefused(Exception):
    """A backup was not made, or not restored; says what, where and what to do. Nothing was written."""
