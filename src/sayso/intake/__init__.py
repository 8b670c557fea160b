"""Bytes in, document out: the whole visible text with a map back into the original.

It can be used alone:

    from sayso.intake.open import open_document
    document = open_document(data)
    document.offsets.to_source(document.blocks[0].span)
"""
