"""What models of all rooms share: keys, versions, dates with their EDTF text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.core.keys import KEY_PATTERN, explain_key, is_key, natural_key

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField


def validate_key(value: str) -> None:
    """Refuse what cannot be a key."""
    if not is_key(value):
        raise ValidationError(explain_key(value))


class KeyField(_CharField):
    """A key; see ``core.keys``. Add ``key_constraint`` so that the database refuses others too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        super().__init__(*args, **kwargs)
        if validate_key not in self.validators:
            self.validators = [*self.validators, validate_key]


class NaturalSortField(_CharField):
    """Holds the natural sort key of another field; filled whenever the row is saved, in bulk too."""

    def __init__(self, *args: Any, source: str = "code", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Keep ``source`` in migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Compute the sort key."""
        value = natural_key(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


def key_constraint(room_model: str) -> models.CheckConstraint:
    """Return the check that a ``key`` is well formed; ``room_model`` names the constraint."""
    return models.CheckConstraint(
        condition=models.Q(key__regex=f"^{KEY_PATTERN}$") & ~models.Q(key="new"),
        name=f"{room_model}_key_form",
        violation_error_message=_("A key has letters a-z, digits, “.”, “_” and “-” only, and is not “new”."),
    )


def choice_constraint(
    field: str, choices: type[models.TextChoices] | type[models.IntegerChoices], name: str
) -> models.CheckConstraint:
    """Return the check that ``field`` holds one of ``choices`` (or is null)."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": list(choices.values)}), name=name)


class Versioned(models.Model):
    """What people edit: a version that a conditional UPDATE checks and raises."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class Dated(models.Model):
    """An EDTF date with its earliest and latest day."""

    date = models.CharField(_("date"), max_length=40, help_text=_("EDTF: 2024-06-01, 2018-12, 2024-05~"))
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)

    class Meta:
        abstract = True
