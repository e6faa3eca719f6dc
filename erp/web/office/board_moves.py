"""What hands did on the board: the last moves, each of which can be taken back."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May
from erp.core import clock
from erp.planning import actions, queries
from erp.web.office.board import by_asked, week_asked
from erp.web.office.face import office


@office.get("/planning/deplacements", access=May.READ_WORK)
def list_moves() -> str:
    moves = queries.last_moves()
    return render_template(
        "office/board_moves/list_moves.html",
        moves=moves,
        undone=queries.undone([one.id for one in moves]),
        back=url_for(".show_board", semaine=week_asked(), par=by_asked().value),
    )


@office.post("/planning/deplacements/<int:move_id>/annuler", access=May.ASSIGN_TEAMS)
def undo_move(move_id: int) -> Response:
    move = queries.board_move(move_id) or abort(404)
    actions.undo_move(move, actor=current_user, now=clock.now())
    flash(_("Le déplacement est annulé."), "success")
    return redirect(url_for(".show_board", semaine=week_asked(), par=by_asked().value), 303)
