"""What goes wrong in a simulated world, and what people do in it, as its seed says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from andamio.rollout.machine.state_machine import (
    Abort,
    Approve,
    Command,
    Control,
    Freeze,
    Hold,
    Kill,
    Resume,
    SetStable,
)
from andamio.rollout.routing_table import RULES

if TYPE_CHECKING:
    from rollout_controller.simulation.simulation import World

# A lease of 15 steps, one more to see that it stands still, one to take it and one to act.
TAKEOVER_STEPS = 18


@dataclass
class Armed:
    """Faults that wait for their moment within a step."""

    kill: str | None = None
    """Where the process that comes by is killed."""
    failure: str | None = None
    """What the store does at the next commit."""
    pause: bool = False
    """Whether the next writer sleeps before it writes."""


class Misfortune:
    """Chooses from the world's seed."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._releases = 1

    def strike(self) -> None:
        """What happens before one step."""
        if self._world.random.random() < 0.25:
            self._person()
        if self._world.random.random() >= self._world.faults:
            return
        happens = self._world.random.choice(
            [
                self._arm_kill,
                self._arm_pause,
                self._arm_break,
                self._damage_table,
                self._jump_wall,
                self._jump_monotonic,
                self._blind_replica,
                self._sleep,
                lambda: setattr(self._world, "blackout", not self._world.blackout),
                lambda: setattr(self._world, "store_away", not self._world.store_away),
                self._go_bad,
            ]
        )
        self._world.events.append(f"{self._world.now_ms}: {getattr(happens, '__name__', happens)}")
        happens()

    def _arm_kill(self) -> None:
        self._world.armed.kill = self._world.random.choice(
            ["before the commit", "after the commit", "while the table is written", "before the audit log has it"]
        )

    def _arm_break(self) -> None:
        self._world.armed.failure = self._world.random.choice(
            ["the commit is refused", "the answer to the commit is lost"]
        )

    def _arm_pause(self) -> None:
        self._world.armed.pause = True

    def _sleep(self) -> None:
        self._world.random.choice(self._world.processes).asleep = self._world.random.randrange(1, 2 * TAKEOVER_STEPS)

    def _damage_table(self) -> None:
        if not self._world.path.exists():
            return
        text = self._world.path.read_text()
        if self._world.random.random() < 0.3:
            self._world.path.unlink()
        else:
            self._world.path.write_text(text[: self._world.random.randrange(len(text) + 1)])

    def _jump_wall(self) -> None:
        self._world.wall_skew_ms = self._world.random.choice([0, 0, -3_600_000, 60_000, 10**12])

    def _jump_monotonic(self) -> None:
        self._world.random.choice(self._world.processes).offset_ms += self._world.random.choice([-5_000, 10_000, 10**9])

    def _blind_replica(self) -> None:
        self._world.random.choice(self._world.replicas).blind = self._world.random.randrange(1, 60)

    def _go_bad(self) -> None:
        control = self._world.stored()
        victims = [control.stable, control.active.release_id if control.active else None, control.failover]
        name = self._world.random.choice([victim for victim in victims if victim not in (None, RULES)] or ["r0"])
        self._world.bad = {str(name): self._world.random.choice([0.3, 1.0])}

    def _person(self) -> None:
        def decide(control: Control) -> Command:
            rollout_id = control.rollout.rollout_id if control.rollout else "none"
            actor = self._world.random.choice(["ada", "bob"])
            by = (actor, "because")
            stable = self._world.random.choice([control.stable or "r1", *control.earlier])
            commands: list[Command] = [
                SetStable(*by, stable),
                Abort(*by, rollout_id),
                Hold(*by, rollout_id),
                Freeze(*by, True),
                Kill(*by, True),
            ]
            kind = ["ahead"] if self._world.random.random() < 0.85 else ["against"]
            if kind == ["against"]:
                return self._world.random.choice(commands)
            ahead: list[Command] = [Approve(*by, rollout_id), Resume(*by, rollout_id)]
            ahead += [Freeze(*by, False)] if control.frozen else []
            ahead += [Kill(*by, False)] if control.killed else []
            ahead += [SetStable(*by, control.earlier[0] if control.earlier else stable)] if control.failover else []
            return self._world.random.choice(ahead)

        leader = self._world.leader()
        if leader is None:
            return
        if leader.control.stable is None:
            self._world.command(lambda control: SetStable("ada", "first", "r1"))
        elif leader.control.active is None and self._world.random.random() < 0.7:
            self._releases += 1
            release, actor = f"r{self._releases}", self._world.random.choice(["ada", "bob"])
            for process in self._world.processes:
                if process.controller is leader:
                    self._world.guarded(process, lambda controller: controller.start(release, actor, "try"))
        else:
            self._world.command(decide)
