"""What may be wished of the demo school, and the secrets that everybody is told."""

from dataclasses import dataclass
from datetime import date, time

PASSWORD = "atelier-demo-2026"  # noqa: S105 - printed at every start: it opens nothing real
PIN = "4826"
OPENS, NOON, BACK, CLOSES = time(8), time(12), time(13, 30), time(16, 30)
DOORS = (
    ("Direction", "direction@example.org"),
    ("Secrétariat", "secretariat@example.org"),
    ("Responsable d'atelier", "atelier@example.org"),
    ("Maître professionnel", "maitre@example.org"),
    ("Enseignante", "enseignante@example.org"),
    ("Élève (mes heures)", "eleve@example.org"),
    ("Client", "client@example.org"),
)


@dataclass(frozen=True)
class Wishes:
    """`students` and `orders` come on top of the school's own, over `years` past years."""

    today: date
    seed: int = 1
    students: int = 0
    orders: int = 0
    years: int = 1
    now: time | None = None  # today the school is open at this hour, even at lunch or at night

    @property
    def hours(self) -> tuple[time, time, time]:
        """When today's first session begins, the morning ends, and the last session ends."""
        if self.now is None:
            return OPENS, NOON, CLOSES
        late = time(self.now.hour + 4) if self.now.hour < 20 else time(23, 59)
        noon = BACK if time(NOON.hour - 1) <= self.now < BACK else NOON
        return min(OPENS, time(self.now.hour)), noon, max(CLOSES, late)

    @property
    def school_year(self) -> int:
        """The year it starts in: on 1 September."""
        return self.today.year if self.today.month >= 9 else self.today.year - 1


def sign_ins() -> str:
    """One person for each role, as printed by `erp serve`."""
    people = "\n".join(f"  {role:<24}{email}" for role, email in DOORS)
    return (
        f"Personnes de la démonstration (mot de passe : {PASSWORD}) :\n{people}\n"
        f"  Sur la tablette, chaque élève a le code {PIN} ; le maître l'enrôle au bureau, "
        "menu Tablettes."
    )
