"""OR-Tools, an extra: imported only here and only when asked for, half a second and 100 MB."""

from typing import Any

from erp.planning.refusals import OptimiserIsMissing


def cp_model() -> Any:  # the module: it has no type stubs
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise OptimiserIsMissing from None
    return cp_model


def a_solver(seconds: float, *, in_haste: bool = False) -> Any:
    """On one core, the same search each time as long as the seconds do not cut it.

    `in_haste`: for models of many small pieces, which take longer to prepare than to solve.
    """
    solver = cp_model().CpSolver()
    chosen = solver.parameters
    chosen.max_time_in_seconds, chosen.num_workers, chosen.random_seed = seconds, 1, 1
    if in_haste:
        chosen.cp_model_probing_level = chosen.linearization_level = chosen.symmetry_level = 0
        chosen.max_presolve_iterations = 1
        chosen.inprocessing_probing_dtime = chosen.inprocessing_minimization_dtime = 0.1
        chosen.new_linear_propagation = False
        chosen.use_precedences_in_disjunctive_constraint = False
    return solver
