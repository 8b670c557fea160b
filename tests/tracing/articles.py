"""Articles of invented words, for cases that need many or long ones, and two of an invented place, for those that are read."""

import random

HARBOUR = """Harbour bridge at Port Amsel closes for repairs

The old swing bridge at Port Amsel will be closed to carts and cars from Monday, the harbour office said. Engineers found two
cracked bearings during the spring survey and a third that had begun to rust.

"We would rather close it in May than lose it in November," said Ilse Varn, who has run the bridge for nineteen years. "Nobody likes
the detour, but the ferry will run every ten minutes and it will be free for everyone who lives on the east bank."

The town council set aside ninety thousand crowns for the work. Shopkeepers on the east bank have asked for a share of it, because
they expect to lose trade for at least six weeks. The council will hear them on Thursday evening in the old customs house.
"""

MARKET = """Quiet start for the autumn market

Fewer stalls than last year opened at the autumn market in Oster Lund on Saturday, and those who came early found the apple growers
still unloading. By noon the rain had stopped and the square began to fill.

The growers blamed a late frost for the small harvest. Several said they would be back next week with pears and the first walnuts.
"""

NOTE = """Marta Quill writes about rivers and bridges for this paper and lives in a house boat with two cats. She was trained as a
surveyor, and her first book, a history of the ferries of the lower Lyr, will appear next spring. Write to her at the news desk.
"""


def article(seed: int, words: int = 300) -> str:
    """An article of `words` words that no other seed has."""
    chance = random.Random(seed)
    made = ["".join(chance.choices("abcdefghiklmnoprstuvwz", k=chance.randint(3, 9))) for _ in range(words)]
    return ". ".join(" ".join(made[at : at + 12]).capitalize() for at in range(0, words, 12)) + "."
