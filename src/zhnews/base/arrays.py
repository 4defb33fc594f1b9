"""Names for the types of arrays, whose shapes stand in comments where they are made."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
