"""How good is a reading?  Predictions on gold data, in the formats of the scorers.  Not part of the wheel."""
