"""Members' codes: written, read, damaged and compared, against a plain calculation in Python.

The Bech32m here follows BIP-350's text; the JavaScript is docs/assets/js/answers/.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest
from conftest import modules

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
PHASES = {"one": 7, "two": 10, "three": 13, "four": 8, "five": 14, "six": 10}  # 62 items, as the guide has
SCALE = ["true", "partly", "not-yet", "dont-know"]
GROUPS = [{"id": phase, "items": [f"{phase}-{number}" for number in range(many)]} for phase, many in PHASES.items()]
FACTORS = {"tool": "factor-check", "prefix": "FC", "versions": [{"version": 1, "choices": SCALE, "groups": GROUPS}]}
PARTS = {"tool": "sense-making", "prefix": "SM", "versions": [{"version": 1, "choices": ["a", "b", "c", "d", "dont-know"], "parts": 8}]}

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with modules("codes.mjs") as call:
        yield call


def polymod(values: list[int]) -> int:
    """BIP-173's checksum polynomial, as its text gives it."""
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if (top >> place) & 1 else 0
    return check


def expected_code(prefix: str, head: list[int], seed: int, digits: list[int], base: int) -> str:
    """The code as the format says, calculated without the JavaScript."""
    number, length = 0, 0
    for digit in digits:
        number = number * base + digit
    while 32**length < base ** len(digits):
        length += 1
    body = [*head, *[(seed >> shift) & 31 for shift in (15, 10, 5, 0)], *[(number >> 5 * (length - 1 - place)) & 31 for place in range(length)]]
    hrp = [ord(letter) >> 5 for letter in prefix.lower()] + [0] + [ord(letter) & 31 for letter in prefix.lower()]
    check = polymod(hrp + body + [0] * 6) ^ 0x2BC830A3
    text = "".join(ALPHABET[value] for value in [*body, *[(check >> 5 * (5 - place)) & 31 for place in range(6)]]).upper()
    return "-".join([prefix, *[text[start:start + 4] for start in range(0, len(text), 4)]])


def answers_of(many: int, chance: random.Random) -> list[str | None]:
    return [chance.choice([None, *SCALE]) for _ in range(many)]


def given(groups: list[str], chance: random.Random) -> dict[str, Any]:
    return {"groups": groups, "random": chance.randrange(1 << 20), "answers": answers_of(sum(PHASES[group] for group in groups), chance)}


def test_a_code_is_what_the_format_says(ask: Ask) -> None:
    chance = random.Random(350)
    for _ in range(500):
        groups = [group for group in PHASES if chance.random() < 0.5] or ["one"]
        answers = given(groups, chance)
        mask = sum(1 << (5 - place) for place, group in enumerate(PHASES) if group in groups)
        digits = [0 if answer is None else SCALE.index(answer) + 1 for answer in answers["answers"]]
        assert ask("write", set=FACTORS, given=answers) == expected_code("FC", [1, mask >> 5, mask & 31], answers["random"], digits, 5)


def test_codes_are_short(ask: Ask) -> None:
    chance = random.Random(1)
    one = [len(ask("write", set=FACTORS, given=given([group], chance)).replace("-", "")) for group in PHASES]
    whole = len(ask("write", set=FACTORS, given=given(list(PHASES), chance)).replace("-", ""))
    assert max(one) <= 22 and whole <= 45


@pytest.mark.build
def test_thousands_of_answers_come_back_as_they_were(ask: Ask) -> None:
    chance = random.Random(2)
    for turn in range(3000):
        groups = [group for group in PHASES if chance.random() < 0.4] or [chance.choice(list(PHASES))]
        answers = given(groups, chance)
        code = ask("write", set=FACTORS, given=answers)
        shown = [code, code.lower(), code.replace("-", ""), code.replace("-", " "), f"  {code.replace('-', '–')} "][turn % 5]
        back = ask("read", set=FACTORS, text=shown)
        assert back["ok"] and back["code"] == code
        assert {key: back["value"][key] for key in ("groups", "random", "answers")} == answers, code


def test_parts_that_the_leader_named_come_back(ask: Ask) -> None:
    chance = random.Random(3)
    names = ["Housing", "Whānau", "  Who   pays? "]
    number = ask("hash", names=names)
    assert number == ask("hash", names=["housing", "Whānau", "Who pays?"]) != ask("hash", names=["Housing", "Whanau", "Who pays?"])
    for many in range(1, 9):
        said = [chance.choice(["a", "d", "dont-know", None]) for _ in range(many)]
        answers = {"parts": many, "hash": number, "random": chance.randrange(1 << 20), "answers": said}
        back = ask("read", set=PARTS, text=ask("write", set=PARTS, given=answers))
        assert {key: back["value"][key] for key in answers} == answers
    with pytest.raises(ValueError, match="RangeError"):
        ask("write", set=PARTS, given={"parts": 9, "hash": 1, "random": 1, "answers": ["a"] * 9})
    with pytest.raises(ValueError, match="no answer e"):
        ask("write", set=PARTS, given={"parts": 1, "hash": 1, "random": 1, "answers": ["e"]})


def test_groups_may_have_answers_of_their_own(ask: Ask) -> None:
    groups = [{"id": "task", "items": ["needs", "has"]}, {"id": "signs", "items": [f"sign-{number}" for number in range(20)], "choices": ["seen", "dont-know"]}]
    tool = {"tool": "mixed", "prefix": "MX", "versions": [{"version": 1, "choices": ["a", "b", "c", "d", "e", "dont-know"], "groups": groups}]}
    chance = random.Random(14)
    for _ in range(300):
        said = [chance.choice([None, "a", "e", "dont-know"]) for _ in range(2)] + [chance.choice([None, "seen", "dont-know"]) for _ in range(20)]
        code = ask("write", set=tool, given={"groups": ["task", "signs"], "random": chance.randrange(1 << 20), "answers": said})
        assert ask("read", set=tool, text=code)["value"]["answers"] == said
    assert len(code.replace("-", "")) == 2 + 2 + 4 + 8 + 6  # 7 × 7 × 3^20 is below 2^40
    with pytest.raises(ValueError, match="no answer b"):
        ask("write", set=tool, given={"groups": ["signs"], "random": 1, "answers": ["b"] * 20})


@pytest.mark.build
def test_no_corruption_of_one_to_four_characters_passes(ask: Ask) -> None:
    chance = random.Random(4)
    codes = [ask("write", set=FACTORS, given=given(groups, chance)) for groups in [*[[group] for group in PHASES], list(PHASES)] for _ in range(20)]
    for _ in range(20):
        numbers = {"hash": chance.randrange(1 << 20), "random": chance.randrange(1 << 20)}
        codes.append(ask("write", set=PARTS, given={"parts": 4, "answers": ["a", "b", "dont-know", None], **numbers}))
    assert ask("corrupt", set=FACTORS, others=[PARTS], codes=codes, times=200_000, seed=5) == {"passed": 0, "first": None}


def test_losses_and_additions_are_found(ask: Ask) -> None:
    chance = random.Random(6)
    code = ask("write", set=FACTORS, given=given(["five"], chance)).replace("-", "")
    for place in range(len(code) + 1):
        if place < len(code):
            assert not ask("read", set=FACTORS, text=code[:place] + code[place + 1:])["ok"]
        for letter in ALPHABET.upper():
            assert not ask("read", set=FACTORS, text=code[:place] + letter + code[place:])["ok"]


def sealed(prefix: str, symbols: list[int]) -> str:
    """Any symbols with a checksum that fits: what somebody might make on purpose."""
    hrp = [ord(letter) >> 5 for letter in prefix.lower()] + [0] + [ord(letter) & 31 for letter in prefix.lower()]
    check = polymod(hrp + symbols + [0] * 6) ^ 0x2BC830A3
    return prefix + "".join(ALPHABET[value] for value in [*symbols, *[(check >> 5 * (5 - place)) & 31 for place in range(6)]]).upper()


def test_what_is_wrong_is_named(ask: Ask) -> None:
    code = ask("write", set=FACTORS, given=given(["one"], random.Random(7)))

    def reason(text: str) -> str | None:
        return ask("read", set=FACTORS, text=text, others=[PARTS]).get("reason")

    assert reason(code) is None
    assert reason("hello, everybody") == "shape"
    assert reason("") == "shape"
    assert reason("SM" + code[2:]) == "tool"
    assert reason("ZZ" + code[2:]) == "prefix"
    assert reason(code[:-1] + "O") == "letter"
    assert reason(code[:-1]) == "length"
    assert reason(code[:-1] + ("Q" if code[-1] != "Q" else "P")) == "checksum"
    assert reason(sealed("FC", [2, 0, 1, 0, 0, 0, 0, 0])) == "version"  # written by a later guide
    assert reason(sealed("FC", [1, 0, 0, 0, 0, 0, 0])) == "scope"  # no phase at all
    assert reason(sealed("FC", [1, 31, 1, 0, 0, 0, 0, *[0] * 5])) == "scope"  # more phases than there are
    assert reason(sealed("FC", [1, 1, 0, 0, 0, 0, 0, *[31] * 4])) == "content"  # more than seven answers can say


def test_old_versions_keep_their_reader_and_the_newest_is_written(ask: Ask) -> None:
    old = ask("write", set=FACTORS, given=given(["two"], random.Random(8)))
    grown = [{**group, "items": [*reversed(group["items"]), "new"]} for group in GROUPS]
    newer = {**FACTORS, "versions": [*FACTORS["versions"], {"version": 2, "choices": SCALE, "groups": grown}]}
    assert ask("read", set=newer, text=old)["value"] == ask("read", set=FACTORS, text=old)["value"]
    fresh = ask("write", set=newer, given={"groups": ["two"], "random": 1, "answers": ["true"] * 11})
    assert ask("read", set=newer, text=fresh)["value"]["version"] == 2
    assert ask("read", set=FACTORS, text=fresh)["reason"] == "version"


def test_codes_are_found_in_whatever_is_pasted(ask: Ask) -> None:
    code = ask("write", set=FACTORS, given=given(["one"], random.Random(9)))
    whole = ask("write", set=FACTORS, given=given(list(PHASES), random.Random(10)))
    text = (
        f"Anna: {code}\nhttps://example.org/guide/meeting/factor-check/#code={whole}\r\n“{code.lower()}”, said Ben; {code.replace('-', '')},{whole}.\n"
        "to co-ordinate, up-to-date well-to-do state-of-the-art by-and-by-and-by understandings in 2008-2009"
    )
    assert ask("found", text=text) == [code, whole, code.lower(), code.replace("-", ""), whole]
    for place in range(3, len(code)):  # a code that lost a character is still seen, so that it can be named
        assert len(ask("found", text=code[:place] + code[place + 1:])) == 1, code[:place] + code[place + 1:]


def test_collecting_names_what_it_refuses(ask: Ask) -> None:
    chance = random.Random(11)
    codes = [ask("write", set=FACTORS, given=given(["one"], chance)) for _ in range(3)]
    foreign = ask("write", set=PARTS, given={"parts": 1, "hash": 1, "random": 1, "answers": ["a"]})
    pasted = " ".join([codes[0], codes[1], codes[0], codes[2][:-1], foreign, codes[2]])
    got = ask("collect", set=FACTORS, members=[], text=pasted, others=[PARTS])
    assert [member["code"] for member in got["members"]] == codes
    assert [refusal["why"] for refusal in got["refused"]] == ["twice", "length", "tool"]
    mine = [ask("write", set=PARTS, given={"parts": 1, "hash": 7 + turn, "random": turn, "answers": ["a"]}) for turn in range(2)]
    got = ask("collect", set=PARTS, members=[], text=" ".join(mine), others=[FACTORS], hash=7)
    assert [member["code"] for member in got["members"]] == mine[:1] and [refusal["why"] for refusal in got["refused"]] == ["other parts"]
    many = [ask("write", set=FACTORS, given=given(["one"], chance)) for _ in range(101)]
    got = ask("collect", set=FACTORS, members=[], text="\n".join(many), others=[])
    assert len(got["members"]) == 100 and [refusal["why"] for refusal in got["refused"]] == ["full"]


def test_equal_answers_are_two_people_and_one_code_is_one(ask: Ask) -> None:
    same = answers_of(7, random.Random(12))
    codes = [ask("write", set=FACTORS, given={"groups": ["one"], "random": number, "answers": same}) for number in (1, 2)]
    got = ask("collect", set=FACTORS, members=[], text=" ".join([*codes, codes[0].lower()]), others=[])
    assert len(got["members"]) == 2 and [refusal["why"] for refusal in got["refused"]] == ["twice"]


@pytest.mark.parametrize("ordered", [True, False])
def test_a_hundred_members_are_compared_as_a_plain_calculation_does(ask: Ask, ordered: bool) -> None:
    chance = random.Random(13)
    people = []
    for _ in range(100):
        groups = [group for group in PHASES if chance.random() < 0.5] or ["one"]
        people.append(given(groups, chance))
    for person in people:  # something agreed and something that nobody knows
        if "one" in person["groups"]:
            person["answers"][0], person["answers"][1] = "partly", chance.choice([None, "dont-know"])
    codes = [ask("write", set=FACTORS, given=person) for person in people]
    noise = ["FC-ZZZZ-ZZZZ-ZZZZ", codes[3][:-1], codes[5], "<img src=x onerror=alert(1)>", "SM-QQQQ-QQQQ-QQQQ-QQQQ", sealed("FC", [9, 0, 1, 0, 0, 0, 0, 0])]
    got = ask("collect", set=FACTORS, members=[], text="\n".join([*codes, *noise]), others=[PARTS])
    assert len(got["members"]) == 100 and len(got["refused"]) == 5
    scale = SCALE[:3]
    found = ask("spreads", set=FACTORS, members=got["members"], scale=scale, ordered=ordered)
    said: dict[str, list[str | None]] = {}
    for person in people:
        asked = [f"{group}-{number}" for group in PHASES if group in person["groups"] for number in range(PHASES[group])]
        answers = dict(zip(asked, person["answers"], strict=True))
        for item in (f"{group}-{number}" for group, many in PHASES.items() for number in range(many)):
            said.setdefault(item, []).append(answers.get(item))
    for spread in found["all"]:
        counts = Counter(said[spread["item"]])
        assert spread["counts"] == {choice: counts[choice] for choice in scale}
        assert (spread["unsure"], spread["silent"]) == (counts["dont-know"], counts[None])
        known = [scale.index(answer) for answer in said[spread["item"]] if answer in scale]
        pairs = list(combinations(known, 2))
        apart = sum(abs(one - other) / 2 if ordered else one != other for one, other in pairs) / len(pairs) if pairs else 0
        assert spread["distance"] == pytest.approx(apart)
    assert {spread["item"] for spread in found["all"]} == set(said)
    differ = [spread["distance"] for spread in found["sorted"]["differ"]]
    assert differ == sorted(differ, reverse=True) and min(differ) > 0
    assert [spread["item"] for spread in found["sorted"]["agreed"]] == ["one-0"]
    assert [spread["item"] for spread in found["sorted"]["unknown"]] == ["one-1"]
