"""How likely is it that an attribution is right, content and source?  A logistic regression over network and rules."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Judge(Struct, frozen=True):
    """`weights` [features], and the probability `least` from which on an attribution is kept: the highest whose F1 is nearly
    the best on texts that were kept from training."""

    weights: Floats
    least: float

    def probabilities(self, features: Floats) -> Floats:
        """[attributions, features] -> [attributions]"""
        chances: Floats = 1 / (1 + np.exp(-features @ self.weights))
        return chances
