"""Downloads that go on where they ended, and servers that do not do what they should."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.engines.provisioning.download import FetchFailed, download
from tests.fakes.model_server import ModelServer, serving

CONTENT = bytes(range(256)) * 500
SIZE = len(CONTENT)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(ModelServer({"/file.bin": CONTENT})) as running:
        yield running


def fetch(server: ModelServer, to: Path, *, size: int = SIZE, path: str = "/file.bin") -> list[int]:
    arrived: list[int] = []
    download(server.address + path, to, size, arrived.append, wait_s=lambda _number: 0.0)
    return arrived


def test_a_file_arrives_whole_and_its_bytes_are_counted(server: ModelServer, tmp_path: Path) -> None:
    arrived = fetch(server, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert arrived == sorted(arrived)
    assert arrived[-1] == SIZE
    assert server.asked == [("/file.bin", None)]


def test_half_a_file_is_gone_on_with(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(CONTENT[:1000])
    assert fetch(server, tmp_path / "x")[0] > 1000
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert server.asked == [("/file.bin", "bytes=1000-")]


def test_a_whole_file_is_not_asked_for(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(CONTENT)
    assert fetch(server, tmp_path / "x") == []
    assert server.asked == []


def test_a_connection_that_breaks_is_taken_up_again(server: ModelServer, tmp_path: Path) -> None:
    server.cut_after = SIZE // 7
    fetch(server, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert len(server.asked) == 8


def test_a_server_that_knows_no_ranges_sends_it_anew(server: ModelServer, tmp_path: Path) -> None:
    server.ranges = False
    (tmp_path / "x").write_bytes(b"something else")
    fetch(server, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == CONTENT


@pytest.mark.parametrize("there", [SIZE + 1, 3 * SIZE])
def test_more_than_the_file_can_be_is_thrown_away(server: ModelServer, tmp_path: Path, there: int) -> None:
    (tmp_path / "x").write_bytes(b"?" * there)
    fetch(server, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_a_shorter_file_at_the_server_is_noticed(server: ModelServer, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="smaller"):
        fetch(server, tmp_path / "x", size=SIZE + 10)


def test_a_longer_file_at_the_server_is_refused(server: ModelServer, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="more than the file has"):
        fetch(server, tmp_path / "x", size=SIZE - 10)


@pytest.mark.parametrize("status", [401, 403, 404, 500, 503])
def test_a_refusal_says_its_number(server: ModelServer, tmp_path: Path, status: int) -> None:
    server.status = status
    with pytest.raises(FetchFailed, match=str(status)):
        fetch(server, tmp_path / "x")
    assert len(server.asked) == 1


def test_no_server_is_told_after_two_tries(tmp_path: Path) -> None:
    waits: list[int] = []
    with pytest.raises(FetchFailed, match="the connection failed"):
        download("http://127.0.0.1:9/x", tmp_path / "x", 5, lambda _done: None, wait_s=lambda n: waits.append(n) or 0.0)
    assert waits == [1]


@pytest.mark.parametrize("address", ["http://", "http://[bad", "gopher://example.org/x"])
def test_an_address_that_is_none_is_a_failure_in_words(tmp_path: Path, address: str) -> None:
    with pytest.raises(FetchFailed):
        download(address, tmp_path / "x", 5, lambda _done: None, wait_s=lambda _number: 0.0)
