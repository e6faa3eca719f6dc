"""How Alembic reaches the database. Forward only; no revision knows the school's code."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

migrate = current_app.extensions["migrate"]
db = migrate.db


def render_item(kind, item, _autogen_context):
    """Types of ours are written as what the database knows, so that a revision stands alone."""
    if kind != "type":
        return False
    if isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    if isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=render_item,
        transactional_ddl=True,  # on SQLite too: we say BEGIN ourselves
        **migrate.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


with db.engine.connect() as connection:
    run(connection)
