"""What search reads: each development's words in one place, and marks for those not read yet."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from tracker.developments.models.developments import Development


class SearchText(models.Model):
    """A development's title, summary, sources and actors' names: normalised, and as search terms.

    English words are kept as stems, runs of Korean, Japanese and Chinese as pairs of neighbours.
    """

    development = models.OneToOneField(
        Development, models.CASCADE, primary_key=True, related_name="search_text"
    )
    text = models.TextField()
    terms = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["terms"], name="search_terms")]

    def __str__(self) -> str:
        return str(self.pk)


class SearchMark(models.Model):
    """A development whose words changed; a trigger writes it, whoever writes the change.

    Append-only but for whoever reads it, so that no change is lost between two of them.
    """

    development_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.development_id)
