"""A session's agenda: when each item begins, how its minutes fall to its steps, and what
is wrong with it.

Pure functions over records. docs/assets/js/session/ does the same in the browser for a
session that a leader builds; tests hold the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .model import SESSION_PARTS, Activity, Item, Session, Step

STRETCH = 90  # minutes that people sit at most before a break

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Slot:
    """An item with its times, in minutes since midnight, and what is done in it; `steps`
    has the minutes of each step. A pause has no activity."""

    item: Item
    activity: Activity | None
    start: int
    end: int
    steps: tuple[tuple[Step, int], ...]


def minutes_of(clock: str) -> int:
    """`09:30` as minutes since midnight."""
    hours, _, minutes = clock.partition(":")
    return 60 * int(hours) + int(minutes)


def clock_of(minutes: int) -> str:
    """Minutes since midnight as `09:30`."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def spoken(minutes: int) -> str:
    """Minutes since midnight as people say them: `6:30 pm`."""
    hours = minutes // 60 % 24
    return f"{hours % 12 or 12}:{minutes % 60:02d}\u00a0{'am' if hours < 12 else 'pm'}"


def share(minutes: int, steps: tuple[Step, ...]) -> list[int]:
    """The minutes of each step: what it takes at least, and of the rest as much as it has
    room for. Where there is less than all take at least, each gives up its part."""
    rest = minutes - sum(step.least for step in steps)
    weights = [step.most - step.least if rest > 0 else step.least for step in steps]
    if not sum(weights):
        weights = [step.least for step in steps]
    total = sum(weights)
    parts = [rest * sofar // total for sofar in accumulate(weights, initial=0)]
    return [step.least + after - before for step, (before, after) in zip(steps, pairwise(parts), strict=True)]


def agenda(session: Session, activities: Mapping[str, Activity]) -> list[Slot]:
    """The session's items with their times. Each activity that it names must be there."""
    slots, now = [], minutes_of(session.start)
    for item in session.items:
        activity = activities[item.activity] if item.activity else None
        steps = tuple(zip(activity.steps, share(item.minutes, activity.steps), strict=True)) if activity else ()
        slots.append(Slot(item, activity, now, now + item.minutes, steps))
        now += item.minutes
    return slots


def wrong(session: Session, activities: Mapping[str, Activity]) -> Iterator[tuple[Path_, str]]:
    """What a session's record has wrong: the path of the field, and what would be right."""
    total = sum(item.minutes for item in session.items)
    if total != session.minutes:
        yield ("minutes",), f"is {session.minutes}, but the items take {total} together. Change the one or the other"
    if session.people.least > session.people.most:
        yield ("people",), f"goes from {session.people.least} to {session.people.most}. Give the smaller number first"
    named: list[str] = []
    now, sat = minutes_of(session.start), 0
    for index, item in enumerate(session.items):
        path = ("items", index)
        if (item.activity is None) == (item.pause is None):
            yield path, "is an activity or a pause, one of the two: give activity: and an id, or pause: and a name"
        if item.at and minutes_of(item.at) != now:
            yield (*path, "at"), f"must hold at {item.at}, but what stands before ends at {clock_of(now)}. Change minutes before it, or start"
        now += item.minutes
        sat = 0 if item.pause else sat + item.minutes
        if sat > STRETCH and sat - item.minutes <= STRETCH:
            yield path, f"makes {sat} minutes without a break. Put a pause before it: {STRETCH} is the most"
        if item.activity and (activity := activities.get(item.activity)):
            yield from ((path + at, message) for at, message in _misplaced(session, index, item, activity, named))
            named.append(activity.id)
    known = [(index, activities[item.activity]) for index, item in enumerate(session.items) if item.activity and item.activity in activities]
    for place, part, which in ((0, "opening", "first"), (-1, "closing", "last")):
        for index, found in known[place:][:1]:
            if found.part != part:
                yield ("items", index, "activity"), f'"{found.id}" is of the part {found.part}. The {which} activity should be of the part {part}'


def _misplaced(session: Session, index: int, item: Item, activity: Activity, named: list[str]) -> Iterator[tuple[Path_, str]]:
    """What is wrong with an activity at its place in a session; `named` came before it."""
    if activity.id in named:
        yield ("activity",), f'"{activity.id}" is there twice. Once is enough'
    if not activity.least <= item.minutes <= activity.most:
        yield ("minutes",), f'is {item.minutes}, but "{activity.id}" takes {activity.least} to {activity.most} in data/activities.yml'
    if session.people.least < activity.people.least or session.people.most > activity.people.most:
        yield ("activity",), (
            f'"{activity.id}" is for {activity.people.least} to {activity.people.most} people, '
            f"the session for {session.people.least} to {session.people.most}. Take another, or change people"
        )
    if activity.before and not set(activity.before) & set(named):
        yield ("activity",), f'"{activity.id}" needs one of these before it: {", ".join(activity.before)}'
    later = {later.activity for later in session.items[index + 1:]}
    if activity.after and not set(activity.after) & later:
        yield ("activity",), f'"{activity.id}" needs one of these after it: {", ".join(activity.after)}'


def wrong_activity(activity: Activity, activities: Mapping[str, Activity]) -> Iterator[tuple[Path_, str]]:
    """What an activity's record has wrong: the path of the field, and what would be right.
    The planner puts activities in the order of their parts and then of the file, so what
    one needs must stand where it can come in time."""
    for index, step in enumerate(activity.steps):
        if step.least > step.most:
            yield ("steps", index, "least"), f"is {step.least}, more than most, which is {step.most}. Change the one or the other"
    if activity.people.least > activity.people.most:
        yield ("people", "least"), f"is {activity.people.least}, more than most, which is {activity.people.most}. Change the one or the other"
    if not activity.core and not activity.fits:
        yield ("core",), "names no aim, and neither does fits. Say which sessions it is for"
    for index, aim in enumerate(activity.fits):
        if aim in activity.core:
            yield ("fits", index), f'"{aim}" stands under core too. Keep it in one of the two'
    order = {other.id: (list(SESSION_PARTS).index(other.part), place) for place, other in enumerate(activities.values())}
    for index, other in enumerate(activity.before):
        if other in order and order[other] >= order[activity.id]:
            yield ("before", index), f'"{other}" comes later, by its part or its place in the file. Move one of the two'
    for index, other in enumerate(activity.after):
        if other in order and order[other] <= order[activity.id]:
            yield ("after", index), f'"{other}" comes earlier, by its part or its place in the file. Move one of the two'
