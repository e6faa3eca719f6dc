"""Alembic's frame: the tables come from the running application, never from an import of erp."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db


def render_item(kind, thing, autogen_context):
    """Our own column types are written as the plain types they are stored as."""
    if kind != "type":
        return False
    if thing.__class__.__name__ == "Enum":
        return f"sa.String({thing.length})"
    if thing.__class__.__module__.startswith("erp."):
        return f"sa.{thing.impl_instance!r}"
    return False


def run() -> None:
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
