"""Sources are one where a rule is sure of it, whatever the order in which they come."""

import itertools

from sayso.language.identity import Role, read_role
from sayso.store.linking import Guise, Rule, link_guises, roles_agree
from sayso.store.namings import BODY, PERSON, pack_context


def guise(key: str, outlet: str = "", role: str = "", sort: str = PERSON, apart: str = "") -> Guise:
    read = read_role(role) if role else None
    return Guise(sort, key, outlet, pack_context([read]) if read else "", apart)


def linked(*guises: Guise, both=(), merged=()) -> list[set[Guise]]:
    orders = [link_guises(order, both, merged) for order in itertools.permutations(guises)]
    assert all(order == orders[0] for order in orders)
    assert all(len(links) == len(members) - 1 for members, links in orders[0])
    return [set(members) for members, _ in orders[0]]


def rules(*guises: Guise) -> list[Rule]:
    return [link.rule for _, links in link_guises(guises, (), ()) for link in links]


def test_the_same_name_and_role_are_one_in_every_outlet() -> None:
    one, other = guise("tobin hale", "A", "treasurer of Port Amsel"), guise("tobin hale", "B", "Port Amsel’s treasurer")
    assert linked(one, other) == [{one, other}]
    assert rules(one, other) == [Rule.SAME_ROLE]


def test_the_same_name_with_another_role_elsewhere_stays_apart() -> None:
    one, other = guise("orin odell", "A", "bishop of Sarn"), guise("orin odell", "B", "a goalkeeper for Quillhaven")
    assert linked(one, other) == [{one}, {other}]


def test_the_same_name_in_one_outlet_is_one() -> None:
    one, other = guise("orin odell", "A", "bishop of Sarn"), guise("orin odell", "A", "author")
    assert rules(one, other) == [Rule.SAME_OUTLET]


def test_a_name_without_role_joins_where_there_is_only_one_of_that_name() -> None:
    bishop, keeper, nothing = guise("orin odell", "A", "bishop"), guise("orin odell", "B", "goalkeeper"), guise("orin odell", "C")
    assert linked(bishop, nothing) == [{bishop, nothing}]
    assert linked(bishop, keeper, nothing) == [{bishop}, {keeper}, {nothing}]


def test_a_bare_role_bridges_no_two_that_differ() -> None:
    finance, health = guise("ida fenn", "A", "finance minister"), guise("ida fenn", "B", "health minister")
    bare = guise("ida fenn", "C", "minister")
    assert linked(finance, bare) == [{finance, bare}]
    assert linked(finance, health, bare) == [{finance}, {health}, {bare}]


def test_two_that_a_person_took_apart_stay_so_whatever_comes() -> None:
    one, other = guise("tobin hale", "A", "treasurer"), guise("tobin hale", "A", "treasurer", apart="split 3")
    nothing = guise("tobin hale", "B")
    assert linked(one, other, nothing) == [{one}, {other}, {nothing}]


def test_a_merge_of_a_person_holds_over_names_and_roles() -> None:
    one, other = guise("ida fenn", "A", "mayor"), guise("ida odell", "B", "senator")
    assert linked(one, other, merged=[(one, other, "desk: married")]) == [{one, other}]
    assert linked(one, other, merged=[(one, guise("gone"), "desk: gone")]) == [{one}, {other}]


def test_a_body_is_one_by_its_name_and_an_office_only_in_one_outlet() -> None:
    bodies = [guise("sarn basin authority", outlet, sort=BODY) for outlet in "AB"]
    offices = [guise("ministry of health", outlet, sort=BODY) for outlet in "AB"]
    assert linked(*bodies) == [set(bodies)]
    assert linked(*offices) == [{offices[0]}, {offices[1]}]


def test_an_acronym_alone_is_the_body_that_the_outlet_prints_it_with() -> None:
    full, short = guise("sarn basin authority", "A", sort=BODY), guise("(sba)", "A", sort=BODY)
    alone, elsewhere = guise("(sba)", "A", "agency", sort=BODY), guise("(sba)", "B", sort=BODY)
    assert linked(full, short, alone, elsewhere, both=[(full, short)]) == [{full, short, alone}, {elsewhere}]
    other = guise("small boats association", "A", "club", sort=BODY)
    both = [(full, short), (other, guise("(sba)", "A", "club", sort=BODY))]
    third = both[1][1]
    assert {alone} in linked(full, short, other, third, alone, both=both)


def test_roles_agree_where_nothing_differs() -> None:
    harbour, bare, finance = Role("minister", (), "harbour"), Role("minister"), Role("minister", (), "finance")
    assert roles_agree([harbour], [bare])
    assert not roles_agree([harbour], [finance])
    assert not roles_agree([Role("", ("sarn",))], [Role("", ("sarn",))])
