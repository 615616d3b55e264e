"""A whole litcoach that a test sits at: the real window on the real services, driven from outside.

    python -m tests.e2e.window_child DATA_DIR

Says on stdout, one JSON object a line, what happens; takes one command a line on stdin:

    read NAME TEXT_ID    from the names to the reading view, through the microphone check
    done                 press "I'm done" and wait for the result
    finish               press the offer to finish a reading that was cut short
    look PASSPHRASE      the newest reading of the first child that has one, as the roster tab shows it
    talk NAME            from the names to the coach, who listens hands free; tells what is said from then on
    hear                 wait until the coach listens
    close                close the window
"""

import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex

from litcoach_desktop import bootstrap
from litcoach_desktop.settings import Settings
from litcoach_desktop.ui.app import Window, application
from litcoach_desktop.ui.side import Side
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.model import Phase
from litcoach_desktop.ui.student.side import StudentSide
from litcoach_desktop.ui.teacher.review import ReviewState
from litcoach_desktop.ui.teacher.side import TeacherSide

_PATIENCE_S = 120.0


def say(what: str, **facts: object) -> None:
    # One system call: whoever kills this process for a line has that line.
    os.write(1, (json.dumps({"what": what, **facts}) + "\n").encode())


class Sitter:
    """Presses the buttons that a child and a teacher would press."""

    def __init__(self, data_dir: Path) -> None:
        settings = Settings(data_dir=data_dir)
        application()
        self.window = Window(lambda deliver: bootstrap.open_services(deliver, settings), settings)
        self.window.show()
        self.until(lambda: isinstance(self._side(), StudentSide))
        self.until(lambda: self.child.screen_shown.model.phase is not Phase.LOADING)
        say("open")

    @property
    def child(self) -> StudentSide:
        side = self._side()
        assert isinstance(side, StudentSide)
        return side

    def read(self, name_and_text: str) -> None:
        name, text_id = name_and_text.split()
        who = self.at(Place.WHO)
        tile = next(tile for tile in who.tiles.values() if tile.accessibleName() == name)
        self.press(tile)
        self.press(who.next)
        self.press(self.at(Place.TODAY).shelf)
        shelf = self.at(Place.SHELF)
        shelf.model.choose(next(text for text in shelf.model.texts if text.id == text_id))
        self.press(shelf.next)
        microphone = self.at(Place.MICROPHONE)
        say("microphone", devices=[device.name for device in microphone.model.devices])
        self.until(lambda: microphone.model.good)
        self.press(microphone.next)
        model = self.at(Place.READING).model
        model.kept.connect(lambda seconds: say("kept", seconds=seconds))
        model.word_changed.connect(lambda word: say("word", index=word))
        self.until(lambda: model.seconds >= 1)
        say("reading")

    def done(self) -> None:
        self.press(self.at(Place.READING).next)
        self._tell_result()

    def finish(self) -> None:
        who = self.at(Place.WHO)
        self.until(lambda: bool(who.model.interrupted))
        say("offer", words=who.offer_words.text(), seconds=who.model.interrupted[0].seconds)
        self.press(who.finish)
        self._tell_result()

    def look(self, passphrase: str) -> None:
        assert self.window.shell is not None
        self.press(self.window.shell.door)
        side = self._side()
        assert isinstance(side, TeacherSide)
        self.until(lambda: side.way_in.currentWidget() is side.way_in.unlock_page)
        side.way_in.unlock_page.field.setText(passphrase)
        self.press(side.way_in.unlock_page.go)
        self.until(lambda: side.pages.currentWidget() is side.classes_page and bool(side.roster.rows))
        row = next(row for row in side.roster.rows if row.last is not None)
        side.classes_page.child_opened.emit(row)
        self.until(lambda: bool(side.child.readings))
        newest = side.child.readings[0]
        side.child_page.reading_opened.emit(newest.id)
        self.until(lambda: side.review.state is ReviewState.READY and side.review.recording is not None)
        detail, recording = side.review.detail, side.review.recording
        assert detail is not None
        assert recording is not None
        say(
            "reading_in_roster",
            child=row.student.given_name,
            title=detail.summary.text_title,
            state=detail.summary.state,
            shown=_cells(side.child_page.table.model(), 0),
            statuses=[word.status.value for word in detail.events.words],
            last_attempted=detail.events.last_attempted,
            wcpm=detail.score.wcpm if detail.score else None,
            seconds=len(recording) / 16_000,
            loudest=int(abs(recording.astype(int)).max()),
        )

    def talk(self, name: str) -> None:
        who = self.at(Place.WHO)
        self.press(next(tile for tile in who.tiles.values() if tile.accessibleName() == name))
        self.press(who.next)
        self.press(self.at(Place.TODAY).coach)
        coach = self.at(Place.COACH)
        self.until(lambda: len(coach.model.bubbles) == 1)
        told = 1

        def tell() -> None:
            nonlocal told
            for bubble in coach.model.bubbles[told:]:
                say("said", child=bubble.own, words=bubble.said)
            told = len(coach.model.bubbles)

        coach.model.changed.connect(tell)
        self.press(coach.voice.free)
        self.hear()

    def hear(self) -> None:
        voice, model = self.child.talk_voice, self.at(Place.COACH).model
        self.until(lambda: voice.is_listening and not voice.is_speaking and not model.busy)
        say("listening")

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        say("closed", threads=[thread.name for thread in threading.enumerate() if thread.name.startswith("lane")])

    def at(self, place: Place) -> Any:
        self.until(lambda: self.child.journey.place is place)
        screen = self.child.screen_shown
        self.until(lambda: screen.model.phase is not Phase.LOADING)
        return screen

    def press(self, button: Any) -> None:
        self.until(lambda: button.isVisible() and button.isEnabled())
        button.click()

    def until(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not ready():
            if time.monotonic() > deadline:
                raise TimeoutError("what was waited for did not come")
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.005)

    def _tell_result(self) -> None:
        result = self.at(Place.RESULT).model.result
        say("result", reading_id=result.reading_id, last_attempted=result.events.last_attempted)

    def _side(self) -> Side | None:
        if self.window.shell is None:
            return None
        widget = self.window.shell.sides.currentWidget()
        return widget if isinstance(widget, Side) else None


def _cells(model: Any, row: int) -> list[str]:
    columns = range(model.columnCount(QModelIndex()))
    return [str(model.index(row, column).data() or "") for column in columns]


def main(data_dir: Path) -> None:
    sitter = Sitter(data_dir)
    commands: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            commands.put(line)

    threading.Thread(target=listen, name="commands", daemon=True).start()
    while True:
        sitter.until(lambda: not commands.empty())
        command, _, argument = commands.get().strip().partition(" ")
        getattr(sitter, command)(*([argument] if argument else []))
        if command == "close":
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
