"""Issued rows are frozen in the database too: an UPDATE or DELETE behind the program is refused."""

from alembic import op

revision = "0002"
down_revision = "0001"

BORN_FROZEN = (
    "journal_entry",
    "stored_paper",
    "drawn_paper",
    "tablet_event",
    "payment",
    "share",
    "matching",
    "matched_item",
    "matching_undone",
    "reminder",
    "quote_answer",
    "seal",
    "technical_event",
    "closing",
    "hours_entry",
    "order_lesson",
    "material_move",
    "attendance_sign_off",
    "student_paper",
    "invoice_status",
    "invoice_status_amount",
    "supplier_status",
    "safety_decision",
    "board_move",
    "declared_machine",
    "declared_diploma",
    "declared_place",
)
# tables whose rows only ever move in these columns
WORDS = {"attendance": {"replaced_at"}, "observation": {"replaced_at"}}
# table → (what says it is still a draft, the columns that may move afterwards)
HEADS = {
    "quote": ("{row}.state = 'draft'", {"state", "version", "folded"}),
    "supplier_invoice": ("1 = 0", {"state", "version", "folded"}),  # filed as it came
    "invoice": ("{row}.state = 'draft'", {"version", "folded"}),
    "delivery_slip": ("{row}.state IN ('draft', 'ready')", {"version", "folded"}),
}
# what proves: only cancelled, never changed nor deleted
CANCELLED = {"cancelled_on", "cancelled_reason"}
PROOFS = ("declaration", "medical_opinion", "risk_review", "authorisation")
HEADS["safety_training"] = ("{row}.state = 'draft'", {*CANCELLED, "version"})
# table → the draft of its head
LINES = {
    "quote_line": "(SELECT state FROM quote WHERE id = {row}.quote_id) = 'draft'",
    "quote_operation": (
        "(SELECT q.state FROM quote q JOIN quote_line l ON l.quote_id = q.id"
        " WHERE l.id = {row}.line_id) = 'draft'"
    ),
    "quote_break": (
        "(SELECT q.state FROM quote q JOIN quote_line l ON l.quote_id = q.id"
        " WHERE l.id = {row}.line_id) = 'draft'"
    ),
    "deduction": "(SELECT state FROM invoice WHERE id = {row}.invoice_id) = 'draft'",
    "invoice_line": "(SELECT state FROM invoice WHERE id = {row}.invoice_id) = 'draft'",
    "delivery_slip_line": (
        "(SELECT state FROM delivery_slip WHERE id = {row}.slip_id) IN ('draft', 'ready')"
    ),
}


def upgrade():
    dialect = op.get_bind().dialect.name
    freeze = {"sqlite": on_sqlite, "postgresql": on_postgresql}[dialect]
    if dialect == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'issued rows never change (%)', TG_TABLE_NAME; END $$"
        )
    for table in BORN_FROZEN:
        freeze(table, "UPDATE", "1 = 1")
        freeze(table, "DELETE", "1 = 1")
    for table, moving in WORDS.items():
        freeze(table, "UPDATE", changed(table, moving))
        freeze(table, "DELETE", "1 = 1")
    for table in PROOFS:
        freeze(table, "UPDATE", changed(table, CANCELLED))
        freeze(table, "DELETE", "1 = 1")
    for table, (draft, moving) in HEADS.items():
        still = draft.format(row="OLD")
        back = "NEW.state = 'draft'"  # nothing that left is made a draft again
        freeze(table, "UPDATE", f"NOT ({still}) AND ({back} OR {changed(table, moving)})")
        freeze(table, "DELETE", f"NOT ({still})")
    for table, draft in LINES.items():
        still, becomes = draft.format(row="OLD"), draft.format(row="NEW")
        both = f"coalesce({still}, FALSE) AND coalesce({becomes}, FALSE)"
        freeze(table, "UPDATE", f"NOT ({both})")  # nor is a line moved into an issued paper
        freeze(table, "DELETE", f"NOT coalesce({still}, FALSE)")


def columns(table):
    from sqlalchemy import inspect

    return [column["name"] for column in inspect(op.get_bind()).get_columns(table)]


def changed(table, moving):
    same = "OLD.{0} IS NOT NEW.{0}"
    if op.get_bind().dialect.name == "postgresql":
        same = "OLD.{0}::text IS DISTINCT FROM NEW.{0}::text"  # json has no equality of its own
    return " OR ".join(same.format(f'"{name}"') for name in columns(table) if name not in moving)


def on_sqlite(table, verb, condition):
    op.execute(
        f"CREATE TRIGGER freeze_{table}_{verb.lower()} BEFORE {verb} ON {table}"
        f" WHEN {condition} BEGIN SELECT RAISE(ABORT, 'issued rows never change ({table})'); END"
    )


def on_postgresql(table, verb, condition):
    """PostgreSQL allows no subquery in WHEN: the lines' condition goes into a function."""
    if "SELECT" not in condition:
        op.execute(
            f"CREATE TRIGGER freeze_{table}_{verb.lower()} BEFORE {verb} ON {table}"
            f" FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse_change()"
        )
        return
    name = f"freeze_{table}_{verb.lower()}"
    back = "NEW" if verb == "UPDATE" else "OLD"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition}"
        f" THEN RAISE EXCEPTION 'issued rows never change ({table})'; END IF;"
        f" RETURN {back}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
