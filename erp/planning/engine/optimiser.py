"""OR-Tools, an extra: imported only here and only when asked for, half a second and 100 MB."""

from typing import Any

from erp.planning.refusals import OptimiserIsMissing


def cp_model() -> Any:  # the module: it has no type stubs
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise OptimiserIsMissing from None
    return cp_model


def a_solver(seconds: float) -> Any:
    """On one core, the same search each time as long as the seconds do not cut it."""
    solver = cp_model().CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    return solver
