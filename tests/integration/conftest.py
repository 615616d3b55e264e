"""What integration tests share: a desk that somebody has set up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Open, with a passphrase; its folder is `data`, so that a test has room beside it."""
    desk = Desk(tmp_path / "data")
    desk.teacher.set_up("seven quiet otters")
    yield desk
    desk.databases.close()
