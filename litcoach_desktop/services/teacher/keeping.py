"""What is kept about children, for how long, and how it is handed out and erased."""

import json
import logging
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.clock_doubt import ClockNote, believe, look
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.retention import (
    Certificate,
    Copies,
    Due,
    Hold,
    Kept,
    Retention,
    copies_made_before,
)
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.services.teacher.whole_file import whole_file
from litcoach_desktop.store.erasures import ErasureRepository
from litcoach_desktop.store.recordings import RecordingRepository, to_flac

_log = logging.getLogger(__name__)

_README = """\
Everything that litcoach keeps about {name}, as of {at}.

everything.json   every row, by the table that it is kept in: who the child is, what it read, what the computer
                  found word by word, each mark that a person made, and all else that belongs to the child
recordings/       the sound of each reading, named by the reading's id

Times are UTC. Nothing else about this child is on this computer, except copies of the database that were made
for safety and that are erased by their own schedule.
"""


class Keeping:
    """Part of the teacher's side.

    periods: a callable, because a school may change them while litcoach runs.
    """

    def __init__(
        self,
        erasures: ErasureRepository,
        recordings: RecordingRepository,
        clock: Clock,
        periods: Callable[[], Retention],
        scope: Scope,
    ) -> None:
        self._erasures = erasures
        self._recordings = recordings
        self._clock = clock
        self._periods = periods
        self._scope = scope

    def hand_out(self, student_id: str, file: Path, tick: Callable[[int, int, str], None]) -> None:
        """Write all that is kept about a child into a zip file. tick: readings done, readings, "".

        Raises StorageProblem when it cannot be written; a file of that name stays as it was then.
        """
        self._scope.child(Deed.HAND_OUT, student_id)
        everything = self._erasures.rows.everything(student_id)
        (child,) = everything["student"]
        name = f"{child['given_name']} {child['family_name']}".strip()
        with whole_file(file) as fresh, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", _README.format(name=name, at=self._clock.now().isoformat()))
            archive.writestr("everything.json", json.dumps(everything, ensure_ascii=False, indent=1))
            self._add_sound(archive, everything["reading"], tick)

    def erase_child(self, student_id: str) -> Certificate:
        """Erase a child everywhere. Raises Refused while a legal hold keeps it, KeyError for no such child."""
        self._scope.child(Deed.LOOK, student_id)
        # Before the log says that it was done; the store looks once more when no hold can come any more.
        hold = next((one for one in self._erasures.holds() if one.student_id == student_id), None)
        if hold is not None:
            raise Refused(f"What is kept about this child is on hold: {hold.reason}. Lift the hold first.")
        account = self._scope.child(Deed.ERASE, student_id)
        now = self._clock.now()
        return self._erasures.erase_child(student_id, now, account.name, self._periods().copies_until(now))

    def what_there_is(self, student_id: str) -> dict[str, int]:
        """How many rows an erasure of the child would take away, by the name of their table."""
        self._scope.child(Deed.LOOK, student_id)
        return self._erasures.rows.counts(student_id)

    def hold(self, student_id: str, reason: str) -> None:
        """Let nothing about a child be erased until the hold is lifted. Raises Refused without a reason."""
        self._scope.child(Deed.LOOK, student_id)
        if not reason.strip():
            raise Refused("A hold needs a reason, which is kept with it.")
        since = self._clock.now().isoformat(timespec="seconds")
        account = self._scope.child(Deed.HOLD, student_id)
        self._erasures.hold(Hold(student_id, since, account.name, " ".join(reason.split())))

    def lift(self, student_id: str) -> None:
        """End the hold on a child."""
        self._scope.child(Deed.HOLD, student_id)
        self._erasures.lift(student_id)

    def holds(self) -> list[Hold]:
        """All holds on children of the account, the oldest first."""
        found = self._erasures.holds()
        hers = self._scope.hers(Deed.LOOK, (one.student_id for one in found))
        return [one for one in found if one.student_id in hers]

    def due(self, within: timedelta = timedelta(days=7)) -> list[Due]:
        """What periods will end for from now on: by default what will be erased in the next seven days, soonest first.

        Only what is about children of the account; a guest's for those who see all.
        """
        account = self._scope.open(Deed.LOOK)
        until, spans = self._clock.now() + within, self._clock_note().spans
        aged = []
        for kind in Kept:
            moment = self._periods().made_before(kind, until)
            if moment is not None:
                aged += [
                    (kind, one, until + (one.made - moment)) for one in self._erasures.made_before(kind, moment, spans)
                ]
        hers = self._scope.hers(Deed.LOOK, (one.student_id for _kind, one, _day in aged if one.student_id))
        names = self._erasures.names(hers)
        found = [
            Due(kind, one.id, one.student_id, names.get(one.student_id or "", ""), one.made, day)
            for kind, one, day in aged
            if one.student_id in hers or (one.student_id is None and account.role.sees_all)
        ]
        return sorted(found, key=lambda one: one.day)

    def clock(self) -> ClockNote:
        """What is known of this laptop's clock: nothing is erased for its age while its date is doubted."""
        self._scope.open(Deed.LOOK)
        return self._clock_note()

    def believe_clock(self) -> ClockNote:
        """Somebody looked at the date and says that it is right: what is due by it may be erased from now on."""
        self._scope.laptop(Deed.ERASE)
        note = believe(self._clock_note(), self._clock.now())
        self._erasures.keep_clock_note(note)
        return note

    def certificates(self) -> list[Certificate]:
        """What was ever erased, the newest first; to a teacher, what she erased herself."""
        account = self._scope.open(Deed.LOOK)
        found = self._erasures.certificates()
        return [one for one in found if account.role.sees_all or one.made_by == account.name]

    def copies(self) -> Copies:
        """The copies of the databases that lie on this laptop."""
        self._scope.open(Deed.LOOK)
        return self._erasures.copies.look()

    def end_periods(self) -> list[Certificate]:
        """Erase what is due today, old copies too, after finishing what an earlier start had begun to erase.

        Asks for no passphrase: the school has decided long ago. Nothing goes for its age while the clock is doubted.
        """
        made = self._erasures.finish()
        now, periods, note = self._clock.now(), self._periods(), self._clock_note()
        self._erasures.keep_clock_note(note)
        if not note.believed:
            _log.warning("the clock has leapt from %s to %s: nothing is erased for its age", note.seen, now)
            return made
        for kind in Kept:
            moment = periods.made_before(kind, now)
            if moment is not None:
                until = periods.copies_until(now)
                certificate = self._erasures.erase_made_before(kind, moment, now, until, note.spans)
                made += [] if certificate is None else [certificate]
        certificates = self._erasures.certificates()
        old = copies_made_before(periods, now, certificates)
        if old is not None:
            promised = any(one.copies_until is not None and one.copies_until <= now for one in certificates)
            self._erasures.copies.erase(old, dated_after=now if promised else None)
        return made

    def _clock_note(self) -> ClockNote:
        return look(self._erasures.clock_note(), self._clock.now())

    def _add_sound(
        self, archive: zipfile.ZipFile, readings: list[dict[str, Any]], tick: Callable[[int, int, str], None]
    ) -> None:
        for done, reading in enumerate(readings):
            tick(done, len(readings), "")
            samples = self._recordings.samples(reading["id"])
            if len(samples):
                archive.writestr(f"recordings/{reading['id']}.flac", to_flac(samples), zipfile.ZIP_STORED)


def certificate_text(certificate: Certificate) -> str:
    """The certificate as JSON, to be kept or sent."""
    return json.dumps(asdict(certificate), default=str, indent=1, sort_keys=True)
