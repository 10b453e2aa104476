"""The words of the synthetic news: people, places, outlets, subjects, sentences.

Braces name slots. A slot of a scene (``{place}``, ``{project}``) is the same all
through an article; one of ``LOOSE`` is drawn anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an article can be about; the parts fit each other's sentences."""

    project: tuple[str, ...]
    trouble: tuple[str, ...]
    gain: tuple[str, ...]
    body: tuple[str, ...]
    users: tuple[str, ...]


FIRST = (
    "Adela", "Bruno", "Carys", "Dragan", "Edith", "Farid", "Greta", "Hanno", "Ilse",
    "Jarek", "Katya", "Lorenz", "Maren", "Nilufar", "Oskar", "Petra", "Quentin",
    "Rosalind", "Stellan", "Tamsin", "Ulrike", "Viggo", "Wanda", "Yusuf", "Zora",
)  # fmt: skip
LAST = (
    "Abernethy", "Bakkegaard", "Calloway", "Dvorak", "Eastlake", "Fenwick", "Galanis",
    "Hartigan", "Ibsgaard", "Joubert", "Kowalczyk", "Lindqvist", "Mbeki-Ross",
    "Novotna", "Okonjo", "Pellegrini", "Quayle", "Rasmussen", "Szabo", "Thornbury",
    "Underhill", "Vasquez", "Whitlock", "Yilmaz", "Zeller",
)  # fmt: skip
PLACES = (
    "Aldermoor", "Brackwater", "Castle Venn", "Dunmarrow", "Eskerby", "Fallowgate",
    "Greyhaven", "Hollin Bridge", "Inverlathe", "Jasper Falls", "Kestrel Bay",
    "Lower Tarn", "Marrowick", "Northolme", "Oxley Cross", "Port Selden", "Quarrymouth",
    "Ravensey", "Stonefleet", "Thistledown", "Upper Wenlow", "Varnholt", "Westerquay",
)  # fmt: skip
OUTLETS = (
    "The Aldermoor Courier", "Brackwater Evening Post", "The Coastal Ledger",
    "Dunmarrow Dispatch", "The Eskerby Observer", "Greyhaven Gazette",
    "The Inland Herald", "Northolme Tribune", "The Selden Chronicle",
    "Westerquay Wire Service",
)  # fmt: skip
OFFICES = (
    "mayor", "deputy mayor", "council leader", "chief engineer", "district planner",
    "head of the works department", "treasurer", "chair of the oversight committee",
)  # fmt: skip

SUBJECTS = (
    Subject(
        project=("tram extension", "ring road tunnel", "night bus network"),
        trouble=("rising steel prices", "a shortage of trained drivers"),
        gain=("shorter journeys to work", "quieter streets around the old market"),
        body=("transport authority", "roads board"),
        users=("commuters", "shopkeepers along the route", "school pupils"),
    ),
    Subject(
        project=("flood barrier", "reservoir repair", "river restoration scheme"),
        trouble=("an unusually wet spring", "cracks found in the northern embankment"),
        gain=("dry cellars in the lower town", "cleaner drinking water"),
        body=("water board", "river trust"),
        users=("riverside households", "farmers downstream", "anglers"),
    ),
    Subject(
        project=("hospital annexe", "rural clinic programme", "ambulance reform"),
        trouble=("unfilled posts on three wards", "delays in the delivery of scanners"),
        gain=("shorter waiting lists", "a doctor within half an hour of every village"),
        body=("health board", "regional hospital trust"),
        users=("patients", "nurses on the night shift", "families in outlying farms"),
    ),
    Subject(
        project=("offshore wind farm", "district heating grid", "battery plant"),
        trouble=("a dispute over cable rights", "doubts about the price guarantee"),
        gain=("lower heating bills", "several hundred permanent jobs"),
        body=("energy commission", "harbour company"),
        users=("tenants", "small manufacturers", "fishing crews"),
    ),
    Subject(
        project=("library renovation", "open-air theatre", "museum of navigation"),
        trouble=(
            "asbestos behind the panelling",
            "a donor who withdrew at short notice",
        ),
        gain=("longer opening hours", "a second life for an empty warehouse"),
        body=("culture committee", "heritage foundation"),
        users=("students", "amateur companies", "pensioners"),
    ),
    Subject(
        project=(
            "apprenticeship scheme",
            "school kitchen plan",
            "bilingual curriculum",
        ),
        trouble=("a gap in the autumn budget", "objections from two teaching unions"),
        gain=("smaller classes", "a warm meal for every child"),
        body=("education council", "school inspectorate"),
        users=("parents", "head teachers", "young people without a certificate"),
    ),
)

TITLES = (
    "{place} approves {project} after a night of talks",
    "Councillors in {place} delay vote on {project}",
    "{project_cap} in {place} to cost {sum} more than planned",
    "{last} defends {project} against critics in {place}",
    "Work on the {place} {project} resumes after {number} months",
    "Audit of {place} {project} finds few faults and one large bill",
    "{users_cap} in {place} ask for a say in the {project}",
    "{place} and {rival} agree to share the {project}",
)
STANDFIRSTS = (
    "The {body} says the {project} will bring {gain}, but {trouble} could slow it.",
    "A report puts the cost at {sum}; {users} want to know who will pay.",
    "After {number} months of argument, {place} has a timetable and a new critic.",
    "Supporters speak of {gain}, opponents of {trouble}.",
)
HEADINGS = (
    "What the figures show", "Critics remain unconvinced", "A long dispute",
    "Lessons from {rival}", "Who will pay", "The next steps", "Voices from the street",
    "Where the money goes", "A question of trust", "What happens in {season}",
)  # fmt: skip

LEADS = (
    "The {project} in {place} moved a step closer on {weekday}, when the {body} voted"
    " by {small} to {few} to release a first instalment of {sum}.",
    "After {number} months of argument, the {body} of {place} has set out how it means"
    " to finish the {project}, and what it will do if {trouble} should get in the way.",
    "{users_cap} in {place} learned on {weekday} that the {project} will arrive later,"
    " and cost {sum} more, than they had been promised.",
    "{first} {last}, the {office} of {place}, presented a revised plan for the"
    " {project} on {weekday} and asked for patience until {season}.",
)
SENTENCES = (
    "“Nobody here expected this to be easy,” said {last}, “but we owe an honest answer"
    " to the {users} who have waited longest.”",
    "The {office} told a packed hall that {trouble} had been underestimated, and that"
    " the estimate would be corrected before {season}.",
    "According to figures released by the {body}, spending has risen by {percent} per"
    " cent since the contract was signed, while the programme is {number} weeks late.",
    "{outlet} reported that two firms had already asked for better terms, a claim that"
    " the {body} did not deny.",
    "In {rival}, where a similar {project} opened {few} years ago, officials speak of"
    " {gain} and of repairs that nobody had budgeted for.",
    "The sum includes {sum} for compensation, most of which will go to {users} whose"
    " daily business is interrupted by the works.",
    "{other} {otherlast}, who leads the opposition in the assembly, called the decision"
    " hasty and demanded that the minutes be published in full.",
    "Engineers spent most of {weekday} measuring the foundations; their findings are to"
    " be made public within {number} days.",
    "A survey of {hundreds} households, carried out by telephone in the spring, found"
    " that {percent} per cent were in favour and nearly as many had no opinion.",
    "The agreement obliges the contractor to report every fortnight, and it allows the"
    " {body} to withhold payment if a milestone is missed.",
    "Outside the building, {users} held up handwritten signs and sang until the"
    " caretaker switched off the lights.",
    "Asked whether the timetable was realistic, {last} paused and replied that"
    " timetables are promises, and that promises can be kept or broken.",
    "The ministry has offered to cover {percent} per cent of the cost, provided that"
    " the remaining funds are secured before the end of the financial year.",
    "Independent experts consulted by {outlet} described the calculations as careful,"
    " although they doubted the assumption about interest rates.",
    "None of this was mentioned when the {project} was announced at the harbour"
    " festival, with brass music and a model under glass.",
    "“We were told about {gain}; what we have seen is a fence,” said {otherlast}, whose"
    " family has run a bakery on the square for {few} generations.",
    "The documents, {hundreds} pages in all, were delivered to members only the evening"
    " before, and several complained that they could not read them in time.",
    "Construction is expected to begin at the eastern end and to move towards the"
    " railway station at the rate of about {number} metres a day.",
    "Not everyone shares that view: the association of small traders speaks of a fair"
    " compromise, and its chairwoman thanked the {body} for listening.",
    "A final hearing is planned for {weekday}, after which the assembly can still amend"
    " single clauses but no longer the scheme as a whole.",
    "The {office} added that lessons had been drawn from {rival}, where negotiations"
    " broke down over the maintenance of bridges and drains.",
    "Records show that the idea is older than most of its advocates: a first sketch was"
    " put before the council {hundreds} weeks before the present vote.",
    "Economists at the university of {rival} estimate that each crown invested brings"
    " back between {few} and {small} crowns within a decade.",
    "If the weather holds, the heaviest machinery will leave the neighbourhood before"
    " the school holidays, and the footpath along the canal will reopen.",
    "Residents can inspect the drawings in the town hall on {weekday} and hand in"
    " objections in writing until the last day of the month.",
    "{outlet} quoted a confidential letter in which the supplier warned of {trouble};"
    " the company says that the matter has since been settled.",
    "For {users}, the most important question is a simpler one: whether there will be"
    " {gain} before another winter has passed.",
    "Even so, the vote revealed how narrow the majority has become, since {few} members"
    " of the governing party abstained and one left the room.",
    "{otherlast} pointed to {sum} that was set aside for emergencies and asked, to some"
    " applause, what would count as one if this did not.",
    "The {body} intends to appoint an ombudswoman who can look into complaints without"
    " waiting for permission, as is the custom in {rival}.",
    "Work at night will be limited to {number} hours a week, and noise is to be"
    " measured by instruments that anyone may read.",
    "By the time the meeting closed, shortly before midnight, the coffee had run out"
    " and {last} had answered {number} questions from the gallery.",
    "Insurance, which was left out of the first calculation, adds roughly {percent} per"
    " cent, a figure that auditors regard as prudent.",
    "The next report is due in {season}; until then, both sides have agreed not to"
    " comment on one another's arithmetic.",
)

LOOSE = {
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    "season": ("the summer", "the autumn", "early winter", "the new year"),
    "sum": tuple(
        f"{n} million crowns" for n in (3.4, 7, 12.5, 18, 26, 41, 63, 97, 140)
    ),
    "percent": tuple(map(str, (4, 9, 13, 17, 22, 28, 34, 39, 46, 51, 58))),
    "number": tuple(map(str, (6, 8, 11, 14, 15, 18, 21, 24, 27, 30))),
    "hundreds": tuple(map(str, (180, 240, 310, 415, 520, 680, 760, 930))),
    "small": ("seven", "eight", "nine", "eleven", "twelve", "fourteen"),
    "few": ("two", "three", "four", "five", "six"),
    "outlet": OUTLETS,
}
