"""Bytes in, document out: the whole visible text with a map back into the original.  Usable alone:

    from sayso.intake.open import open_document
    document = open_document(data)
    document.offsets.to_source(document.blocks[0].span)
"""
