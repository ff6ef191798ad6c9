from django.contrib.auth.models import AbstractUser

from office.fields import LineField


class User(AbstractUser):
    """A person with an account. Vietnamese names are one field, in the order they are spoken."""

    first_name = None
    last_name = None
    full_name = LineField("họ và tên", max_length=100, blank=True)

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username
