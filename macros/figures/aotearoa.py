"""The home page’s picture: the islands in outline, and the four places where the researchers
held their collective interviews, joined across."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import cos, radians

from .kit import Circle, Line

SCALE, WEST, NORTH, MIDDLE = 26.0, 165.6, -34.0, radians(41)
WIDTH, HEIGHT, R = 268.0, 350.0, 11.0

# Headlands and bays from the north round by the east, as longitude and latitude: simplified
# by hand, good for a picture and for nothing else.
COASTS = (
    ((172.68, -34.42), (173.05, -34.42), (173.0, -34.8), (173.4, -34.9), (174.15, -35.2), (174.58, -35.85), (174.6, -36.1), (174.85, -36.4),
     (174.8, -36.85), (175.1, -36.9), (175.5, -37.15), (175.45, -36.75), (175.35, -36.47), (175.8, -36.75), (175.9, -37.2), (176.2, -37.63),
     (177.0, -37.95), (177.3, -38.0), (177.98, -37.53), (178.55, -37.69), (178.3, -38.4), (178.0, -38.7), (177.9, -39.25), (177.4, -39.08),
     (176.95, -39.3), (176.92, -39.55), (177.1, -39.64), (176.85, -40.1), (176.62, -40.5), (176.22, -40.9), (175.28, -41.61), (175.2, -41.4),
     (174.9, -41.43), (174.65, -41.33), (174.85, -41.1), (175.1, -40.8), (175.2, -40.45), (175.0, -39.95), (174.45, -39.77), (173.85, -39.45),
     (173.75, -39.28), (174.07, -39.05), (174.6, -38.8), (174.75, -38.1), (174.75, -37.7), (174.5, -37.05), (174.2, -36.4), (173.85, -36.0),
     (173.35, -35.53), (173.1, -35.2), (172.9, -34.8)),
    ((172.68, -40.5), (173.05, -40.55), (172.75, -40.7), (173.0, -40.82), (173.03, -41.1), (173.25, -41.27), (173.85, -40.8), (174.3, -41.05),
     (174.05, -41.5), (174.28, -41.73), (173.7, -42.42), (173.1, -43.05), (172.75, -43.4), (173.1, -43.65), (173.05, -43.85), (172.4, -43.87),
     (171.75, -44.15), (171.25, -44.4), (171.0, -45.1), (170.73, -45.88), (170.2, -46.05), (169.82, -46.45), (168.85, -46.67), (168.35, -46.6),
     (168.0, -46.38), (167.5, -46.2), (166.6, -46.15), (166.5, -45.75), (166.95, -45.25), (167.8, -44.6), (168.6, -43.98), (169.0, -43.88),
     (170.15, -43.22), (170.95, -42.72), (171.3, -42.3), (171.45, -41.75), (172.1, -41.25), (172.2, -40.8)),
    ((167.75, -46.72), (168.2, -46.87), (168.15, -47.05), (167.6, -47.28), (167.8, -46.97)),
)
PLACES = {"Auckland": (174.76, -36.95), "Napier": (176.5, -39.45), "Wellington": (174.95, -41.0), "Christchurch": (172.35, -43.5)}


def _at(longitude: float, latitude: float) -> tuple[float, float]:
    return round((longitude - WEST) * cos(MIDDLE) * SCALE, 1), round((NORTH - latitude) * SCALE, 1)


def coasts() -> tuple[str, ...]:
    """Each island as the path of its coast."""
    return tuple("M" + "L".join("{:g} {:g}".format(*_at(*point)) for point in coast) + "Z" for coast in COASTS)


def places() -> dict[str, Circle]:
    """A circle for each place, by its name."""
    return {name: Circle(*_at(*point), R) for name, point in PLACES.items()}


def bonds() -> tuple[Line, ...]:
    """A line from each place to every other; the way from north to south comes first."""
    centres = [(circle.x, circle.y) for circle in places().values()]
    along = tuple(pairwise(centres))
    return tuple(Line(*pair) for pair in (*along, *(pair for pair in combinations(centres, 2) if pair not in along)))
