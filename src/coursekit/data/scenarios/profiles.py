"""Entry forms, buying centres and purchases under way, whose facts decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

PLACES = {  # the type that a name suggests; what is registered may say otherwise
    "power_bureau": "government",
    "water_authority": "government",
    "county_hospital": "special",
    "city_school": "special",
    "garrison": "special",
    "supply_centre": "enterprise",
    "rail_works": "enterprise",
    "guest_house": "enterprise",
}
REGISTERED = {  # kind of customer -> how such a one may be registered
    "consumer": ("person",),
    "enterprise": ("company", "sole_trader"),
    "government": ("organ",),
    "special": ("institution", "army", "charity", "mission"),
}
OWNERS = {
    "person": "private",
    "sole_trader": "private",
    "charity": "foundation",
    "mission": "abroad",
}  # others: the state
ROLES = ("user", "influencer", "buyer", "gatekeeper")
WORDINGS = 3  # for what somebody in a role did: deed_1 to deed_3 are a user's, and so on
TITLES = ("deputy", "office_head", "section_chief", "engineer", "accountant", "warden", "secretary", "nurse")
ORGANISATIONS = ("private_firm", "state_firm", "hospital", "bureau", "school", "embassy")


@dataclass(frozen=True)
class Entry:
    """A new customer on the entry form; ``owner`` and ``amount`` (CNY) are facts that do not place anybody."""

    place: str
    registered: str
    owner: str
    amount: int

    def told(self, language: str | None = None) -> str:
        """The form in words."""
        key = "scenarios_profiles."
        place = text(key + self.place, language)
        works_there = self.registered in ("person", "sole_trader")
        return text(
            key + "entry",
            language,
            who=text(key + "someone_at", language, place=place)
            if works_there
            else place[0].upper() + place[1:],
            registered=text(key + self.registered, language),
            owner=text(f"{key}owner_{self.owner}", language),
            purpose=text(f"{key}for_{self.registered}", language),
            amount=self.amount,
        )


@dataclass(frozen=True)
class Colleague:
    """Somebody at a customer's: ``title``, and what the person did, or from which and up to which amount they sign."""

    title: str
    did: str
    above: int | None = None
    up_to: int | None = None
    contact: bool = False

    def told(self, language: str | None = None) -> str:
        """Title and deeds in words."""
        key = "scenarios_profiles."
        deed = text(key + self.did, language, above=self.above or 0, up_to=self.up_to or 0)
        said = text(key + "colleague", language, title=text(key + self.title, language), deed=deed)
        return said + text(key + "our_contact", language) if self.contact else said


@dataclass(frozen=True)
class Centre:
    """A purchase of ``amount`` CNY and the people around it, of whom two sign, each for other amounts."""

    amount: int
    people: tuple[Colleague, ...]


@dataclass(frozen=True)
class Purchase:
    """A purchase under way on ``today``; a date that is missing has not been set; no ``procedure``: negotiated."""

    organisation: str
    procedure: bool
    today: date
    published: date | None = None
    opened: date | None = None
    awarded: date | None = None

    def told(self, language: str | None = None) -> str:
        """The purchase in words."""
        key = "scenarios_profiles."
        organisation = text(key + self.organisation, language)
        if not self.procedure:
            return text(key + "negotiated", language, organisation=organisation, today=self.today)
        unset = text(key + "not_set", language)
        return text(
            key + "tendered",
            language,
            organisation=organisation,
            today=self.today,
            published=self.published or unset,
            opened=self.opened or unset,
            awarded=self.awarded or unset,
        )


def entries(random_state: RandomState) -> list[Entry]:
    """Eight new customers at different places, two of each type; half of them or more against their name.

    >>> from numpy.random import RandomState
    >>> len(entries(RandomState(1)))
    8
    """
    drawn = [(kind, registered) for kind in REGISTERED for registered in _registered(random_state, kind)]
    while True:
        order = [drawn[int(i)] for i in random_state.permutation(len(drawn))]
        places = [list(PLACES)[int(i)] for i in random_state.permutation(len(PLACES))]
        pairs = list(zip(places, order, strict=True))
        if sum(PLACES[place] != kind for place, (kind, _) in pairs) >= len(pairs) // 2:
            break
    found = []
    for place, (_, registered) in pairs:
        owner = OWNERS.get(registered, "state")
        amount = int(random_state.choice([4, 9, 18, 46, 120])) * 100 * int(random_state.choice([1, 10]))
        found.append(Entry(place, registered, owner, amount))
    return found


def _registered(random_state: RandomState, kind: str) -> tuple[str, str]:
    """Two customers of one type: a firm of the state's and a sole trader; an institution and another special one."""
    options = REGISTERED[kind]
    return options[0], options[-1] if kind != "special" else options[
        int(random_state.randint(1, len(options)))
    ]


def centre(random_state: RandomState) -> Centre:
    """Six people around a purchase: four roles, and two who sign, below and above a limit; one is our contact.

    >>> from numpy.random import RandomState
    >>> len(centre(RandomState(1)).people)
    6
    """
    limit = int(random_state.randint(3, 13)) * 10_000
    step = int(random_state.randint(2, 9)) * 1_000
    amount = limit + step if random_state.randint(2) else limit - step
    titles = [TITLES[int(i)] for i in random_state.permutation(len(TITLES))[:6]]
    deeds = [
        f"deed_{WORDINGS * number + int(random_state.randint(WORDINGS)) + 1}" for number in range(len(ROLES))
    ]
    people = [Colleague(title, did) for title, did in zip(titles, deeds, strict=False)]
    people.append(Colleague(titles[4], "signs_up_to", up_to=limit))
    people.append(Colleague(titles[5], "signs_above", above=limit))
    idle = 5 if amount <= limit else 4  # whoever's signature this amount does not need
    known = (0, 2, 3, idle)[int(random_state.randint(4))]
    people[known] = Colleague(**{**vars(people[known]), "contact": True})
    return Centre(amount, tuple(people[int(i)] for i in random_state.permutation(6)))


def purchases(random_state: RandomState) -> list[Purchase]:
    """Six purchases, one at least at each stage: a firm tenders, a public body buys directly, a step falls on today.

    >>> from numpy.random import RandomState
    >>> len(purchases(RandomState(1)))
    6
    """
    firms, public = ORGANISATIONS[:2], ORGANISATIONS[2:]
    stages = ["none", "planned", "published", "opened", "awarded"]
    stages.append(stages[int(random_state.randint(1, 4))])
    firm_at = ("published", "opened")[int(random_state.randint(2))]
    today_at = int(random_state.randint(2, 5))
    found = []
    for number, stage in enumerate(stages):
        mixed = ORGANISATIONS if stage in ("planned", "awarded") else public
        group = firms if stage == firm_at and number < len(stages) - 1 else mixed
        organisation = group[int(random_state.randint(len(group)))]
        since = 0 if number == today_at else int(random_state.choice([1, 6, 11]))
        found.append(_purchase(random_state, organisation, stage, since))
    return [found[int(i)] for i in random_state.permutation(len(found))]


def _purchase(random_state: RandomState, organisation: str, stage: str, since: int) -> Purchase:
    """A purchase that reached ``stage`` ``since`` days ago."""
    today = date(2026, 3, 2) + timedelta(days=int(random_state.randint(60)))
    reached = today - timedelta(days=since)
    bidding, judging = (timedelta(days=int(random_state.randint(*span))) for span in ((20, 32), (14, 21)))
    if stage == "none":
        return Purchase(organisation, False, today)
    if stage == "planned":
        return Purchase(organisation, True, today, today + timedelta(days=int(random_state.randint(1, 25))))
    if stage == "published":
        return Purchase(organisation, True, today, reached, reached + bidding)
    if stage == "opened":
        return Purchase(organisation, True, today, reached - bidding, reached, reached + judging)
    return Purchase(organisation, True, today, reached - judging - bidding, reached - judging, reached)
