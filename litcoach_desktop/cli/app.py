"""The commands of `litcoach` and their options; what each does is imported when it is called.

Standard output carries results only; progress, warnings and errors go to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from litcoach_desktop import __version__
from litcoach_desktop.cli import account_commands, child_commands, messages, report_commands, roster_commands
from litcoach_desktop.cli.needs import Parts

_app = typer.Typer(
    help="A literacy coach for classroom laptops: listens to a child read aloud, with no network.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_assess = typer.Typer(help="Judge recordings in bulk.", no_args_is_help=True)
_app.add_typer(_assess, name="assess")
_models = typer.Typer(help="Speech and language models that a school may provide.", no_args_is_help=True)
_app.add_typer(_models, name="models")
_app.add_typer(account_commands.commands, name="accounts")
_app.add_typer(child_commands.commands, name="child")
_app.add_typer(roster_commands.commands, name="roster")
_app.add_typer(report_commands.commands, name="report")
_key_rotate = typer.Typer(help="Put a new key in the place of an old one.", no_args_is_help=True)
_app.add_typer(_key_rotate, name="key-rotate")
_benches = typer.Typer(help="Measure hearing, speed and memory.")
_app.add_typer(_benches, name="bench")

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def run(arguments: list[str], parts: Parts) -> int:
    """Run one command line. Returns its exit code and never raises: every error is told in words."""
    _speak_utf8()
    try:
        typer.main.get_command(_app).main(arguments, prog_name="litcoach", obj=parts)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except BrokenPipeError:
        # Whoever read our output has heard enough. Python would complain once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return messages.PROBLEM
    except (Exception, KeyboardInterrupt) as error:
        return messages.tell(error, _reports_folder(parts))
    return 0


def _speak_utf8() -> None:
    """Write UTF-8 into files and pipes, where Windows has another encoding, without ticks; never fail on a letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _reports_folder(parts: Parts) -> Path | None:
    try:
        return parts.settings.data_dir
    except Exception:
        # Broken settings are told by themselves; here they only mean that nobody knows the folder.
        return None


def _parts(context: typer.Context) -> Parts:
    return cast(Parts, context.obj)


@_app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and end.")] = False,
) -> None:
    if version:
        print(f"litcoach {__version__}")
        raise typer.Exit


@_app.command("run")
def _run(context: typer.Context) -> None:
    """Open the window."""
    raise typer.Exit(_parts(context).run_window())


@_app.command("demo")
def _demo(
    context: typer.Context,
    json: _Json = False,
    screenshots: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also draw every screen of the window into this folder.")
    ] = None,
    speed: Annotated[float, typer.Option(min=0.1, max=100, help="How much faster than life the voice reads.")] = 8.0,
) -> None:
    """Hear a synthetic voice misread a passage, in a profile that is thrown away afterwards."""
    from litcoach_desktop.cli import demo

    raise typer.Exit(demo.run(_parts(context), as_json=json, screenshots=screenshots, speed=speed))


@_assess.command("reading")
def _assess_reading(
    context: typer.Context,
    manifest: Annotated[Path, typer.Option(metavar="FILE", help="One {id, audio, text} a line.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the results go, one a line.")],
    listener: Annotated[str, typer.Option(help="Who listens: sphinx, whisper or both.")] = "sphinx",
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at once; one for each core if not given.")] = None,
) -> None:
    """Judge every recording of a manifest."""
    from litcoach_desktop.cli import assess

    raise typer.Exit(assess.run(_parts(context), manifest, out, listener=listener, processes=jobs))


@_app.command("read")
def _read(
    context: typer.Context,
    audio: Annotated[Path, typer.Option(metavar="FILE", help="The recording: WAV, FLAC, Ogg, MP3 or AIFF.")],
    text: Annotated[Path, typer.Option(metavar="FILE", help="The passage, as plain text.")],
    grade: Annotated[int | None, typer.Option(min=0, max=8, help="Compare with the norms of this grade.")] = None,
    season: Annotated[str | None, typer.Option(help="fall, winter or spring; today's if not given.")] = None,
    protocol: Annotated[str | None, typer.Option(help="The scoring protocol, if not the one in the settings.")] = None,
) -> None:
    """Judge one recording and print its running record."""
    from litcoach_desktop.cli import read

    raise typer.Exit(read.run(_parts(context), audio, text, grade=grade, season=season, protocol=protocol))


@_app.command("search")
def _search(
    context: typer.Context,
    typed: Annotated[str, typer.Argument(metavar="WORDS", help="What to look for, in any words.")],
    grade: Annotated[int | None, typer.Option(min=0, max=8, help="Only texts of this grade.")] = None,
    genre: Annotated[str | None, typer.Option(help="Only this genre.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 10,
    words: Annotated[bool, typer.Option("--words", help="By words alone, without waiting for meanings.")] = False,
    json: _Json = False,
) -> None:
    """Find texts of the library."""
    from litcoach_desktop.cli import search
    from litcoach_desktop.domain.searching import Filters

    filters = Filters(
        grades=None if grade is None else (grade, grade),
        genres=frozenset({genre} if genre else ()),
        topics=frozenset({topic.casefold()} if topic else ()),
    )
    raise typer.Exit(search.run(_parts(context), typed, filters, limit=limit, words_only=words, as_json=json))


@_app.command("chat")
def _chat(
    context: typer.Context,
    student: Annotated[
        str | None, typer.Option(metavar="NAME", help="The child who talks; a guest if not given.")
    ] = None,
    voice: Annotated[bool, typer.Option("--voice", help="Listen to the microphone and speak the answers.")] = False,
    teacher: Annotated[
        bool, typer.Option("--teacher", help="Ask about a class instead; the passphrase is asked for.")
    ] = False,
    class_name: Annotated[
        str | None, typer.Option("--class", metavar="NAME", help="The class, where there are several.")
    ] = None,
) -> None:
    """Talk with the reading coach, a line at a time or by voice; kept as a talk in the window is."""
    if teacher:
        from litcoach_desktop.cli import assistant_chat

        raise typer.Exit(assistant_chat.run(_parts(context), sys.stdin, class_name=class_name))
    from litcoach_desktop.cli import chat

    raise typer.Exit(chat.run(_parts(context), sys.stdin, student=student, voice=voice))


@_app.command("doctor")
def _doctor(context: typer.Context, json: _Json = False) -> None:
    """Look over this machine: what works, what does not, and what to do. Ends with 1 when something is broken."""
    from litcoach_desktop.cli import doctor

    raise typer.Exit(doctor.run(_parts(context), as_json=json))


@_benches.callback(invoke_without_command=True)
def _bench(
    context: typer.Context,
    corpus: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder with manifest.jsonl: id, audio, text, speaker, age.")
    ] = None,
    soak: Annotated[bool, typer.Option("--soak", help="Keep readings for --minutes and watch memory.")] = False,
    items: Annotated[int | None, typer.Option(min=1, help="At most so many recordings.")] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="Go on until so many minutes were heard; a soak takes 60.")
    ] = None,
    json: _Json = False,
) -> None:
    """Measure hearing, speed and memory over a folder of recordings, or over the demo's reading with --soak."""
    if context.invoked_subcommand is not None:
        if corpus or soak or items or minutes or json:
            raise typer.BadParameter(f"put the options after {context.invoked_subcommand}")
        return
    from litcoach_desktop.cli import bench

    if soak:
        raise typer.Exit(bench.run_soak(_parts(context), minutes=minutes or 60.0, as_json=json))
    if corpus is None:
        raise typer.BadParameter("give --corpus DIR or --soak")
    raise typer.Exit(bench.run_corpus(_parts(context), corpus, items=items, minutes=minutes, as_json=json))


@_benches.command("search")
def _bench_search(
    context: typer.Context,
    corpus: Annotated[Path, typer.Option(metavar="FILE", help="One {_id, title, text} a line.")],
    queries: Annotated[Path, typer.Option(metavar="FILE", help="One {_id, text} a line.")],
    qrels: Annotated[Path, typer.Option(metavar="FILE", help="Query, text and grade a line, parted by tabs.")],
    json: _Json = False,
) -> None:
    """Measure how well and how fast texts are found, over a collection in BEIR's form."""
    from litcoach_desktop.cli import search_bench

    raise typer.Exit(search_bench.run(_parts(context), corpus, queries, qrels, as_json=json))


@_benches.command("reading")
def _bench_reading(
    context: typer.Context,
    corpus: Annotated[
        Path, typer.Option(metavar="DIR", help="A folder with manifest.jsonl, as `litcoach bench` reads.")
    ],
    seed: Annotated[int, typer.Option(help="Another seed plants other miscues.")] = 762,
    children: Annotated[bool, typer.Option("--children", help="Only readers of at most 12 years.")] = False,
    sentences: Annotated[int, typer.Option(min=0, help="At most so many sentences.")] = 500,
    passages: Annotated[int, typer.Option(min=0, help="At most so many passages.")] = 40,
    listener: Annotated[str, typer.Option(help="sphinx; both compares with and without Whisper.")] = "sphinx",
    babble: Annotated[
        list[float] | None,
        typer.Option(metavar="DB", help="Again in babble at this signal-to-noise ratio; repeatable."),
    ] = None,
    voices: Annotated[int, typer.Option(min=1, help="So many other readers make the babble.")] = 6,
    by: Annotated[str, typer.Option(metavar="COLUMNS", help="Groups of readers to compare: age,gender,...")] = "",
    sounds: Annotated[bool, typer.Option("--sounds", help="Also compare words by the sounds in them.")] = False,
    scores: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="People's scores: a number for each word.")
    ] = None,
    below: Annotated[float, typer.Option(help="People found a word badly said when they gave less than this.")] = 10.0,
    results: Annotated[Path | None, typer.Option(metavar="FILE", help="Judged already: only count these.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Keep items, results and figures here.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes at once; one for each core if not given.")
    ] = None,
    json: _Json = False,
) -> None:
    """Measure how well miscues are heard: they are planted in the texts of a folder of recordings."""
    from litcoach_desktop.cli.reading_bench import run as reading

    options = reading.Options(
        corpus=corpus,
        seed=seed,
        children=children,
        sentences=sentences,
        passages=passages,
        listener=listener,
        babble=tuple(babble or ()),
        voices=voices,
        by=tuple(column.strip() for column in by.split(",") if column.strip()),
        sounds=sounds,
        scores=scores,
        below=below,
        results=results,
        out=out,
        workers=workers,
    )
    raise typer.Exit(reading.run(_parts(context), options, as_json=json))


@_app.command("ingest")
def _ingest(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files in the form of data/texts/texts.json.")
    ] = None,
) -> None:
    """Add texts to the library from files in the catalogue's form; without any, read the catalogue again."""
    from litcoach_desktop.cli import ingest

    raise typer.Exit(ingest.run(_parts(context), files or []))


@_app.command("import")
def _import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TXT, Markdown, DOCX, EPUB, PDF, HTML, CSV or JSON.")],
    words: Annotated[int, typer.Option(min=40, max=1000, help="About so many words in a passage.")] = 250,
    grade: Annotated[
        int | None, typer.Option(min=0, max=8, help="The grade of every passage, instead of its own estimate.")
    ] = None,
    rights: Annotated[str, typer.Option(metavar="TEXT", help="Under what terms the text may be used.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Add the passages; without it they are only shown.")] = False,
    json: _Json = False,
) -> None:
    """Cut a book into passages, show them with their levels, and with --yes add them to the library."""
    from litcoach_desktop.cli import importing

    options = importing.Options(file, words=words, grade=grade, rights=rights, add=yes)
    raise typer.Exit(importing.run(_parts(context), options, as_json=json))


@_key_rotate.command("server")
def _key_rotate_server(context: typer.Context) -> None:
    """Ask for a new key of the language model's server, try it there, and keep it in the old one's place."""
    from litcoach_desktop.cli import key_rotate

    raise typer.Exit(key_rotate.run_server(_parts(context), sys.stdin))


@_app.command("export")
def _export(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORM", help="xlsx, csv, oneroster or submissions.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write.")],
    class_name: Annotated[str | None, typer.Option("--class", metavar="NAME", help="Only the readings of it.")] = None,
    student: Annotated[str | None, typer.Option(metavar="NAME", help="Only the readings of this child.")] = None,
) -> None:
    """Write readings for other programs: a spreadsheet, CSV, OneRoster results, or Microsoft's reading submissions."""
    from litcoach_desktop.cli import export

    raise typer.Exit(export.run(_parts(context), form, out, class_name=class_name, student=student))


@_models.command("list")
def _models_list(context: typer.Context, json: _Json = False) -> None:
    """Say which models there are, what each is for, and which are here."""
    from litcoach_desktop.cli import models

    raise typer.Exit(models.run_list(_parts(context), as_json=json))


@_models.command("install")
def _models_install(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="One of those that `litcoach models list` names.")],
    source: Annotated[
        str | None, typer.Option("--from", metavar="DIR|FILE|URL", help="Take it from here and nowhere else.")
    ] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Accept files whose SHA-256 nobody knows yet.")] = False,
) -> None:
    """Fetch a model, check and try it, and put it in place. The only command that uses the network."""
    from litcoach_desktop.cli import models

    raise typer.Exit(models.run_install(_parts(context), name, source=source, trust=trust))


@_models.command("verify")
def _models_verify(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The model; all that are here if not given.")] = None,
) -> None:
    """Check every file of a model and load it once; one that was set aside is used again."""
    from litcoach_desktop.cli import models

    raise typer.Exit(models.run_verify(_parts(context), name))


@_models.command("remove")
def _models_remove(context: typer.Context, name: Annotated[str, typer.Argument(help="The model.")]) -> None:
    """Delete a model from this machine."""
    from litcoach_desktop.cli import models

    raise typer.Exit(models.run_remove(_parts(context), name))
