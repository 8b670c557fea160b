"""How fast is it, and how much memory does it take?  Measured beside what people use today.  Not part of the wheel."""
