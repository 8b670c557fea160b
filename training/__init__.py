"""How the shipped weights were made.  Not part of the wheel; torch is needed here and nowhere else."""
