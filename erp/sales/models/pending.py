"""What somebody without an account asked for, until the address of the letter is confirmed."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from erp.core.db import Record
from erp.core.files import StoredFile
from erp.sales.states import Flexibility, MaterialBy


class PendingRequest(Record):
    """No company and no request yet: both are made when the link of the letter is opened."""

    __tablename__ = "pending_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    company: Mapped[str]
    siret: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(default="")
    parts: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    wished_week: Mapped[date]
    flexibility: Mapped[Flexibility]
    material_by: Mapped[MaterialBy]
    note: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    files: Mapped[list["PendingFile"]] = relationship(
        order_by="PendingFile.id", cascade="all, delete-orphan"
    )

    @property
    def label(self) -> str:
        return str(self.parts[0]["label"])


class PendingFile(Record):
    __tablename__ = "pending_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    pending_request_id: Mapped[int] = mapped_column(ForeignKey("pending_request.id"), index=True)
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    stored_file: Mapped[StoredFile] = relationship(lazy="joined")
