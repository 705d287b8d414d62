"""What a read at t takes of a level: the bounds cut it into segments, and a window is some of the segments."""

import numpy as np
from numba import njit


@njit(error_model="numpy")
def edges(bounds, t_ms, levels):  # type: ignore[no-untyped-def]
    """The bounds at t, ascending within each level; the rank of each; where each level's begin.

    Which of two bounds comes first depends on t. The segment of a rank begins at its edge and ends at the next one's.
    """
    count = len(bounds)
    unsorted = np.empty(count, np.int64)
    for number in range(count):
        unsorted[number] = t_ms // bounds[number, 1] * bounds[number, 1] - bounds[number, 2]
    edges, rank = np.empty(count, np.int64), np.empty(count, np.int64)
    level_edges = np.zeros(levels + 1, np.int64)
    for number in range(count):
        level, edge, place = bounds[number, 0], unsorted[number], 0
        for other in range(count):
            if bounds[other, 0] != level:
                place += bounds[other, 0] < level
            else:
                place += unsorted[other] < edge or unsorted[other] == edge and other < number
        edges[place], rank[number] = edge, place
        level_edges[level + 1] = max(level_edges[level + 1], place + 1)
    return edges, rank, level_edges


@njit(error_model="numpy")
def window_segments(windows, pieces, rank, most):  # type: ignore[no-untyped-def]
    """Of each window how many segments it is, and then which, newest first."""
    found = np.zeros((len(windows), most + 1), np.int64)
    for window in range(len(windows)):
        count = 0
        for piece in range(windows[window, 0], windows[window, 1]):
            for segment in range(rank[pieces[piece, 1]] - 1, rank[pieces[piece, 0]] - 1, -1):
                count += 1
                found[window, count] = segment
        found[window, 0] = count
    return found


@njit(error_model="numpy")
def leave_out_empty(every, touched, key, segments):  # type: ignore[no-untyped-def]
    """Of each window the segments that have rows of the key."""
    for window in range(len(every)):
        count = 0
        for each in range(1, every[window, 0] + 1):
            segment = every[window, each]
            if touched[segment] == key:
                count += 1
                segments[window, count] = segment
        segments[window, 0] = count
