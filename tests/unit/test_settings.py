"""Settings: where a value comes from, and what is said about one that cannot be used."""

from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from litcoach_desktop.settings import DECLARATIONS, Origin, Settings, environment_name, load_settings


def load(folder: Path, *, user: str = "", policy: str = "", environment: dict[str, str] | None = None) -> Settings:
    (folder / "settings.toml").write_text(user, encoding="utf-8")
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    return load_settings(
        user_file=folder / "settings.toml", policy=folder / "policy.toml", environment=environment or {}
    )


def test_defaults_hold_when_no_file_exists(tmp_path: Path) -> None:
    settings = load_settings(user_file=tmp_path / "a", policy=tmp_path / "b", environment={})
    assert settings == Settings()
    assert {settings.origin(name) for name in DECLARATIONS} == {Origin.DEFAULT}


def test_policy_beats_environment_beats_user(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        user='theme = "dark"\ntext_scale = 1.5\nmicrophone = "Headset"\n',
        environment={environment_name("theme"): "light", environment_name("text_scale"): "1.25"},
        policy='theme = "high_contrast"\n',
    )
    assert (settings.theme, settings.origin("theme")) == ("high_contrast", Origin.POLICY)
    assert (settings.text_scale, settings.origin("text_scale")) == (1.25, Origin.ENVIRONMENT)
    assert (settings.microphone, settings.origin("microphone")) == ("Headset", Origin.USER)


def test_a_saved_choice_holds_at_the_next_start(tmp_path: Path) -> None:
    awkward = 'Mic "No. 2" \\ é 😀 \x7f\t'
    settings = load(tmp_path, user="text_scale = 2\n")
    settings.save(microphone=awkward, theme="dark", data_dir=tmp_path / "kept")
    again = load_settings(user_file=tmp_path / "settings.toml", policy=tmp_path / "policy.toml", environment={})
    assert settings == again
    assert (again.microphone, again.theme, again.text_scale) == (awkward, "dark", 2.0)
    assert again.data_dir == tmp_path / "kept"


def test_a_choice_can_be_taken_back(tmp_path: Path) -> None:
    settings = load(tmp_path, user='theme = "dark"\ntext_scale = 2\n', policy="lock_after_minutes = 5\n")
    settings.put_back("theme")
    settings.put_back("lock_after_minutes")
    assert (settings.theme, settings.origin("theme")) == ("light", Origin.DEFAULT)
    assert settings.lock_after_minutes == 5
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "text_scale = 2\n"


def test_a_choice_that_cannot_be_written_holds_until_the_end(tmp_path: Path) -> None:
    settings = load(tmp_path)
    (tmp_path / "settings.new").mkdir()
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        settings.save(theme="dark")
    assert settings.theme == "dark"


def test_what_the_school_fixed_cannot_be_saved(tmp_path: Path) -> None:
    settings = load(tmp_path, policy='theme = "dark"\n')
    with pytest.raises(Refused, match="set by your school"):
        settings.save(text_scale=2.0, theme="light")
    assert settings.text_scale == 1.0
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = 'pink'", "must be one of light, dark, high_contrast"),
        ("theme = 3", "is not text"),
        ("text_scale = 9", "must be from 1 to 2"),
        ("text_scale = nan", "must be from 1 to 2"),
        ("text_scale = true", "is not a number"),
        ("text_scale = 'large'", "is not a number"),
        ("data_dir = ''", "is not a folder"),
        ("colour = 'red'", "there is no setting called “colour”"),
        ("theme = ", "cannot be read"),
    ],
)
def test_a_bad_policy_is_named_and_stops_the_start(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        load(tmp_path, policy=text)
    assert said in caught.value.happened
    assert "policy.toml" in caught.value.happened
    assert caught.value.remedy


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "settings.toml"
    bad.write_bytes(b"\xff\xfe\x00theme")
    with pytest.raises(EnvironmentProblem, match=r"settings\.toml cannot be read"):
        load_settings(user_file=bad, policy=tmp_path / "policy.toml", environment={})


def test_a_choice_that_cannot_be_written_says_so_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = load(tmp_path)
    settings._user_file = tmp_path / "file" / "settings.toml"
    with pytest.raises(EnvironmentProblem):
        settings.save(theme="dark")
    assert settings.theme == "light"


def test_a_value_that_is_not_allowed_is_not_saved(tmp_path: Path) -> None:
    settings = load(tmp_path)
    with pytest.raises(ValueError, match="must be one of"):
        settings.save(theme="pink")


def test_every_declaration_is_one_sentence() -> None:
    for name, declared in DECLARATIONS.items():
        assert declared.about.endswith("."), name
        assert declared.about[0].isupper(), name


OURS = '[own_protocols.ours]\nname = "Ours"\nbased_on = "cbm"\nclock_s = 120\n'


def test_the_schools_own_protocols_stand_beside_the_users(tmp_path: Path) -> None:
    user, policy = tmp_path / "settings.toml", tmp_path / "policy.toml"
    policy.write_text(OURS, encoding="utf-8")
    user.write_text('protocol = "mine"\n[own_protocols.mine]\nhesitation_s = 4\n', encoding="utf-8")
    settings = load_settings(user_file=user, policy=policy, environment={})
    assert settings.protocols["ours"].clock_s == 120
    assert settings.protocols[settings.protocol].hesitation_s == 4
    assert settings.fixed("own_protocols") == {"ours"}


def test_own_protocols_are_saved_and_read_again(tmp_path: Path) -> None:
    user, policy = tmp_path / "settings.toml", tmp_path / "policy.toml"
    policy.write_text(OURS, encoding="utf-8")
    settings = load_settings(user_file=user, policy=policy, environment={})
    mine = {"name": "Mine “é”", "based_on": "dibels8", "repeated_name_once": True, "clock_s": 0}
    settings.save(own_protocols=settings.own_protocols | {"mine": mine}, protocol="mine")
    again = load_settings(user_file=user, policy=policy, environment={})
    assert again.protocols == settings.protocols
    assert again.protocol == "mine"
    assert "ours" not in user.read_text(encoding="utf-8")


def test_what_the_school_made_is_neither_changed_nor_removed(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(OURS, encoding="utf-8")
    settings = load_settings(user_file=tmp_path / "settings.toml", policy=policy, environment={})
    for changed in ({}, {"ours": {"name": "Ours"}}):
        with pytest.raises(Refused, match="set by your school"):
            settings.save(own_protocols=changed)
    assert settings.protocols["ours"].clock_s == 120


def test_a_chosen_protocol_that_the_school_took_away_gives_the_usual_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    user = tmp_path / "settings.toml"
    user.write_text('protocol = "gone"\n', encoding="utf-8")
    settings = load_settings(user_file=user, policy=tmp_path / "policy.toml", environment={})
    assert settings.protocol == "reading_progress"
    assert "gone" not in settings.protocols
    assert "usual protocol" in caplog.text


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('protocol = "gone"\n', "must be one of reading_progress"),
        ("own_protocols = 3\n", "is not a table"),
        ("[own_protocols.ours]\ncolour = 1\n", "no rule called"),
    ],
)
def test_a_policy_with_unusable_protocols_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(lines, encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=said):
        load_settings(user_file=tmp_path / "settings.toml", policy=policy, environment={})


def test_a_protocol_in_use_cannot_be_saved_away(tmp_path: Path) -> None:
    settings = load_settings(user_file=tmp_path / "settings.toml", policy=tmp_path / "policy.toml", environment={})
    settings.save(own_protocols={"mine": {}}, protocol="mine")
    with pytest.raises(ValueError, match="must be one of"):
        settings.save(own_protocols={})
    settings.save(own_protocols={}, protocol="cbm")
    assert "mine" not in settings.protocols
