"""GUM's relations of attribution, cut into source, cue and content: invented sentences in its format."""

from tests.training.conllu import file_of, sentence
from training.brat import LabelledText
from training.gum import read_gum

INDIRECT = sentence(
    "Ilse Brandt, the harbour master, has also said that the quay will close, but it stayed open.",
    "Ilse PROPN 10 nsubj 1>2:0 attribution-positive",
    "Brandt PROPN 1 flat",
    ", PUNCT 6 punct",
    "the DET 6 det",
    "harbour NOUN 6 compound",
    "master NOUN 1 appos",
    ", PUNCT 6 punct",
    "has AUX 10 aux",
    "also ADV 10 advmod",
    "said VERB 0 root",
    "that SCONJ 15 mark 2>0:0 ROOT",
    "the DET 13 det",
    "quay NOUN 15 nsubj",
    "will AUX 15 aux",
    "close VERB 10 ccomp",
    ", PUNCT 19 punct",
    "but CCONJ 19 cc 3>2:1 adversative-contrast_m",
    "it PRON 19 nsubj",
    "stayed VERB 10 conj",
    "open ADJ 19 xcomp",
    ". PUNCT 10 punct",
)
ACCORDING = sentence(
    "And tolls fell, according to the ferry office.",
    "And CCONJ 3 cc 1>0:0 ROOT",
    "tolls NOUN 3 nsubj",
    "fell VERB 0 root",
    ", PUNCT 9 punct",
    "according VERB 9 case 2>1:0 attribution-positive",
    "to ADP 5 fixed",
    "the DET 9 det",
    "ferry NOUN 9 compound",
    "office NOUN 3 obl",
    ". PUNCT 3 punct",
)
OPENS = sentence(
    'She wants to say: "I think it floats.',
    "She PRON 2 nsubj 1>3:1 attribution-positive",
    "wants VERB 0 root",
    "to PART 4 mark",
    "say VERB 2 xcomp",
    ": PUNCT 8 punct",
    '" PUNCT 8 punct 2>3:0 attribution-positive',
    "I PRON 8 nsubj",
    "think VERB 4 ccomp",
    "it PRON 10 nsubj 3>0:0 ROOT",
    "floats VERB 8 ccomp",
    ". PUNCT 8 punct",
)
CLOSES = sentence('It will."', "It PRON 2 nsubj 4>3:2 joint-list_m", "will VERB 0 root", ". PUNCT 2 punct", '" PUNCT 2 punct')
ORDER = sentence(
    "Remember it leaks.",
    "Remember VERB 0 root 1>2:0 attribution-positive",
    "it PRON 3 nsubj 2>0:0 ROOT",
    "leaks VERB 1 ccomp",
    ". PUNCT 1 punct",
)
CREDIT = sentence("It leaks. Rik Maes", "It PRON 2 nsubj 1>0:0 ROOT", "leaks VERB 0 root", ". PUNCT 2 punct",
                  "Rik PROPN 2 parataxis 2>1:0 attribution-positive", "Maes PROPN 4 flat")  # fmt: skip


def _found(labelled: LabelledText) -> list[tuple[list[str], list[str], list[str]]]:
    text = labelled.text
    return [
        tuple([text[start:end] for start, end in pieces] for pieces in (one.source, one.cue, one.content))  # type: ignore[misc]
        for one in labelled.attributions
    ]


def test_the_subject_is_the_source_the_verb_with_its_auxiliaries_the_cue_and_what_stands_beside_is_left_out() -> None:
    found = _found(read_gum(file_of("GUM_news_quay", INDIRECT)))
    assert found == [(["Ilse Brandt, the harbour master,"], ["has also said"], ["that the quay will close"])]


def test_according_to_is_a_cue_and_the_rest_the_source() -> None:
    found = _found(read_gum(file_of("GUM_news_tolls", ACCORDING)))
    assert found == [(["the ferry office"], ["according to"], ["tolls fell"])]


def test_a_quotation_is_attributed_whole_and_nothing_within_it_again() -> None:
    labelled = read_gum(file_of("GUM_news_float", OPENS, ("quote", CLOSES)))
    assert labelled.text == 'She wants to say: "I think it floats. It will."'
    assert _found(labelled) == [(["She"], ["wants to say:"], ['"I think it floats. It will."'])]


def test_content_ends_with_its_paragraph() -> None:
    labelled = read_gum(file_of("GUM_news_float", OPENS, ("p", CLOSES)))
    assert labelled.text == 'She wants to say: "I think it floats.\n\nIt will."'
    assert _found(labelled) == [(["She"], ["wants to say:"], ['"I think it floats'])]


def test_orders_and_credits_of_pictures_are_no_attributions() -> None:
    assert _found(read_gum(file_of("GUM_voyage_leak", ORDER))) == []
    assert _found(read_gum(file_of("GUM_news_leak", CREDIT))) == []
