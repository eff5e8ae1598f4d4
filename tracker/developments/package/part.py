"""The room's part, as the documents room's registry wants it."""

from __future__ import annotations

from tracker.developments.package import dump as dumping
from tracker.developments.package import plan as planning
from tracker.developments.package import write
from tracker.developments.package.rows import read_evidence
from tracker.documents.package.dump import Dump
from tracker.documents.package.load import Load
from tracker.documents.package.reading import Reading


class DevelopmentsPart:
    """Developments, links with meetings, and checks."""

    name = "developments"
    order = 10
    fields: tuple[str, ...] = ("checks",)

    def check(self, reading: Reading) -> None:
        """Read the two tables and the checks."""
        reading.parts[self.name] = read_evidence(reading)

    def plan(self, load: Load) -> None:
        """Decide about every row."""
        load.plans[self.name] = planning.make(load, load.reading.parts[self.name])

    def apply(self, load: Load) -> None:
        """Write what was decided; later parts find developments' ids."""
        load.plans["development_ids"] = write.apply(load, load.plans[self.name])

    def gather(self, dump: Dump) -> None:
        """Read what a dump of this part holds."""
        dump.parts[self.name] = dumping.gather(dump)

    def write(self, dump: Dump) -> None:
        """Write the two tables."""
        dumping.write(dump, dump.parts[self.name])
