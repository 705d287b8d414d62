"""Keys' features from their reductions, in one call of machine code: what `ReadPlan.values` does, its oracle.

A key with a number of 2^53 or more under a division, which is not correctly rounded as a quotient of two doubles, is APART:
Python takes it over.
"""

import numpy as np

from andamio.features.online import compiled_read, read_program, row_format, tile_rows
from andamio.features.online.compiled_read import APART as LEFT_APART
from andamio.features.online.compiled_read import FIRST_REDUCTION, NEWEST
from andamio.features.online.machine_code import machine_code
from andamio.features.online.read_program import AT_MOST, MEAN, SAME, SINCE, Ints
from andamio.features.online.row_format import NULL_LOW
from andamio.features.online.tile_rows import LIMB_BITS

NEWEST_COLUMN, STATUS_COLUMN, SATURATED_COLUMN, FIRST_VALUE = range(4)
NOT_FOUND, EXPIRED, PRESENT, APART = range(4)
_EXACT = 1 << 53  # integers up to this are doubles
_HIGH_AT_MOST = 1 << 13  # of a square sum's upper limb, so that all of it stays below 2^62


@machine_code(compiled_read, read_program, row_format, tile_rows)
def make_values(features: Ints, t_ms: int, ttl_ms: int, read: Ints, found: Ints) -> int:
    """Fill `found`, a row a key: newest event time before t, status, bits of the saturated counts, the values.

    Its last row is how many of each column are NULL_LOW. The doubles come last, as their bits. `read` is as
    `compiled_read.read_keys` fills it, and `features` of the view's `Program`. Gives how many keys are APART.
    """
    keys, aparts = len(read), 0
    doubles = found.view(np.float64)
    for column in range(found.shape[1]):
        found[keys, column] = 0
    for key in range(keys):
        newest, apart, saturated = read[key, NEWEST], read[key, LEFT_APART] != 0, 0
        for number in range(len(features) if not apart else 0):
            how, column = features[number, 0], FIRST_VALUE + features[number, 7]
            value = read[key, FIRST_REDUCTION + features[number, 1]]
            if how == SAME:
                found[key, column] = value
            elif how == SINCE:
                found[key, column] = value if value == NULL_LOW else t_ms - value
            elif how == AT_MOST:
                found[key, column] = min(value, features[number, 5])
                if value > features[number, 5]:
                    saturated |= 1 << features[number, 6]
            elif value < (1 if how == MEAN else 2):
                found[key, column] = NULL_LOW
            elif how == MEAN:
                total = read[key, FIRST_REDUCTION + features[number, 2]]
                if abs(total) > _EXACT:
                    apart = True
                else:
                    doubles[key, column] = total / value
            else:
                total = read[key, FIRST_REDUCTION + features[number, 2]]
                low, high = (
                    read[key, FIRST_REDUCTION + features[number, 3]],
                    read[key, FIRST_REDUCTION + features[number, 4]],
                )
                if high >= _HIGH_AT_MOST or abs(total) >= 1 << 31 or low + (high << LIMB_BITS) >= (1 << 62) // value:
                    apart = True
                else:
                    spread = value * (low + (high << LIMB_BITS)) - total * total
                    if spread > _EXACT or value > 1 << 26:
                        apart = True
                    else:
                        doubles[key, column] = spread / (value * (value - 1))
        aparts += apart
        found[key, NEWEST_COLUMN], found[key, SATURATED_COLUMN] = newest, saturated
        if apart:
            found[key, STATUS_COLUMN] = APART
        else:
            found[key, STATUS_COLUMN] = (
                NOT_FOUND if newest == NULL_LOW else EXPIRED if newest < t_ms - ttl_ms else PRESENT
            )
        for column in range(found.shape[1]):
            found[keys, column] += found[key, column] == NULL_LOW
    return aparts
