"""Two made-up worlds: a case of three deals, and a dyad."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from synthetic.codes import ROLES


@dataclass
class World:
    """Who there is and what is varied; a code is a place in these lists."""

    title: str
    start: str
    horizon: float
    project: str
    needs: list[tuple[str, str]]  # (resource, partner firm)
    initiator: str
    go_between: str
    stakeholders: int
    factors: dict[str, tuple[str, list[Any]]]  # name → (path, levels)
    replications: int
    sample: float
    occasions: list[tuple[str, float]] = field(default_factory=list)
    contact_at: float = 30.0
    engineer: str = ""
    firms: list[str] = field(init=False)
    persons: list[tuple[str, int, int]] = field(init=False)  # name, firm, role

    def __post_init__(self) -> None:
        partners = list(dict.fromkeys(partner for _, partner in self.needs))
        self.firms = [self.initiator, *partners, self.go_between]
        self.persons = []
        for firm in [self.initiator, *partners]:
            code = self.firms.index(firm)
            leader = {"kinkei": "nishigaki"}.get(firm, f"{firm}_champion")
            self.persons.append((leader, code, ROLES.index("champion")))
            for k in range(self.stakeholders):
                self.persons.append((f"{firm}_stakeholder_{k + 1}", code, 1))
        if self.engineer:
            self.persons.append((self.engineer, 0, ROLES.index("engineer")))
        self.persons.append((f"{self.go_between}_staff_1", len(self.firms) - 1, 2))

    def champion(self, firm: int) -> int:
        return next(i for i, p in enumerate(self.persons) if p[1] == firm and p[2] == 0)

    def staff(self, firm: int, role: int) -> list[int]:
        return [i for i, p in enumerate(self.persons) if p[1] == firm and p[2] == role]


def kinkei(replications: int = 40) -> World:
    return World(
        title="The Kinkei–SCO–TWG–Rexon alliance",
        start="1986-06-01",
        horizon=1095.0,
        project="atc_x",
        needs=[("unix", "sco"), ("tcp_ip", "twg"), ("vme_bus", "rexon")],
        initiator="kinkei",
        go_between="dcl",
        stakeholders=4,
        factors={
            "go_between": (
                "projects.atc_x.go_between.engage",
                ["never", "when_frustrated", "from_start"],
            ),
            "authority": ("firms.kinkei.assent.protocol", ["serial", "delegated"]),
        },
        replications=replications,
        sample=0.1,
        occasions=[("seminar", 45.0), ("Alliance 86", 162.0), ("Alliance 87", 527.0)],
        contact_at=162.0,
        engineer="hata",
    )


def dyad(replications: int = 40) -> World:
    return World(
        title="Two firms, one needed resource",
        start="2000-01-01",
        horizon=1095.0,
        project="project",
        needs=[("resource", "partner")],
        initiator="initiator",
        go_between="intermediary",
        stakeholders=3,
        factors={
            "distance": ("communities.far.style.national", [0.0, 0.4, 0.8, 1.2, 1.6]),
            "policy": (
                "projects.project.go_between.engage",
                ["never", "when_frustrated", "from_start"],
            ),
        },
        replications=replications,
        sample=0.05,
    )
