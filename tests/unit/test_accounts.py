"""Names of accounts that can be told apart, and what each role may do."""

import pytest

from litcoach_desktop.domain.accounts import LONGEST_NAME, Account, Deed, Role, clean_name, name_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ms.   Rivera ", "Ms. Rivera"),
        ("Jose\u0301", "José"),
        ("Ægir Þórsson", "Ægir Þórsson"),
        ("李明", "李明"),
        ("محمد", "محمد"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
    ],
)
def test_a_name_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "needs a letter"),
        ("   ", "needs a letter"),
        ("...", "needs a letter"),
        ("\u200b\u200b", "needs a letter"),
        ("x" * (LONGEST_NAME + 1), "at most 60"),
        ("Rivera\u202egnp", "hidden signs"),
        ("Ri\u200bvera", "hidden signs"),
        ("Rivera\x00", "hidden signs"),
    ],
)
def test_a_name_that_cannot_be_told_is_refused(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        clean_name(typed)


@pytest.mark.parametrize(
    "twin",
    ["ms rivera", "MS. RIVERA", "Ms.Rivera", "Мs. Rivеrа", "Ms. Riνerа", "Ｍｓ. Ｒｉｖｅｒａ", "Ms. Rıvera"],
)
def test_names_that_look_alike_have_one_key(twin: str) -> None:
    assert name_key(twin) == name_key("Ms. Rivera")


@pytest.mark.parametrize("other", ["Mr. Rivera", "Ms. Riviera", "Ms. Rivéra", "Ms. Rivera 2"])
def test_other_names_have_another(other: str) -> None:
    assert name_key(other) != name_key("Ms. Rivera")


def test_a_principal_may_see_and_hand_on_figures_and_look_after_the_own_account() -> None:
    principal = Account("1", "Dr. Lund", Role.PRINCIPAL)
    assert {deed for deed in Deed if principal.may(deed)} == {Deed.SEE, Deed.OWN, Deed.EXPORT, Deed.PRINT}


def test_a_teacher_may_do_all_that_the_manager_does_but_manage() -> None:
    teacher, manager = Account("1", "Ms. Rivera", Role.TEACHER), Account("2", "teacher", Role.MANAGER)
    assert all(manager.may(deed) for deed in Deed)
    assert [deed for deed in Deed if not teacher.may(deed)] == [Deed.MANAGE]
    assert [role for role in Role if role.sees_all] == [Role.MANAGER, Role.PRINCIPAL]
