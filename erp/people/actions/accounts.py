"""Accounts: made, invited, changed, closed. Who leaves is out at once and keeps the past."""

from datetime import datetime, timedelta

from erp.core import journal, ledger, mail, tokens
from erp.core.db import db
from erp.core.journal import Actor
from erp.core.ledger import TechnicalKind
from erp.core.words import N_
from erp.people import queries, secrets
from erp.people.actions.sessions import end_all_sessions
from erp.people.models import User
from erp.people.refusals import EmailTaken, LastDirector, LinkIsOver
from erp.people.states import STAFF, Role

RESET, INVITATION = "reset-password", "invitation"
RESET_LASTS, INVITATION_LASTS = timedelta(hours=1), timedelta(days=14)


def add_user(
    *, email: str, first_name: str, last_name: str, role: Role, actor: Actor | None
) -> User:
    email = email.strip().lower()
    if queries.user_by_email(email):
        raise EmailTaken(email=email)
    user = User(email=email, first_name=first_name.strip(), last_name=last_name.strip(), role=role)
    db.session.add(user)
    journal.write(user, "add", N_("Compte créé"), actor=actor)
    _note_right(user, N_("Compte ouvert : %(name)s, %(role)s"), actor)
    return user


def change_user(
    user: User, *, first_name: str, last_name: str, role: Role, actor: Actor, now: datetime
) -> None:
    if role is not Role.DIRECTOR:
        _keep_a_director(user)
    changes = role is not user.role
    user.first_name, user.last_name, user.role = first_name.strip(), last_name.strip(), role
    if changes:
        end_all_sessions(user, now=now)  # a right that changes is felt at once
        _note_right(user, N_("Rôle changé : %(name)s, %(role)s"), actor)
    journal.write(user, "change", N_("Compte modifié"), actor=actor, after=role)


def disable_user(user: User, *, actor: Actor, now: datetime) -> None:
    _keep_a_director(user)
    user.disabled_at = now
    end_all_sessions(user, now=now)
    tokens.revoke_all(RESET, user.id, now=now)
    tokens.revoke_all(INVITATION, user.id, now=now)
    journal.write(user, "disable", N_("Compte fermé"), actor=actor)
    _note_right(user, N_("Compte fermé : %(name)s, %(role)s"), actor)


def enable_user(user: User, *, actor: Actor) -> None:
    user.disabled_at = None
    journal.write(user, "enable", N_("Compte rouvert"), actor=actor)
    _note_right(user, N_("Compte rouvert : %(name)s, %(role)s"), actor)


def _note_right(user: User, sentence: str, actor: Actor | None) -> None:
    """Who may touch the books: people of the school, told in the technical journal."""
    if user.role in STAFF:
        told = sentence % {"name": user.name, "role": user.role.label}
        ledger.note(TechnicalKind.ACCESS, told, actor=actor)


def _keep_a_director(user: User) -> None:
    if user.role is Role.DIRECTOR and queries.active_directors() == [user]:
        raise LastDirector(user=user)


def choose_password(user: User, password: str, *, now: datetime) -> None:
    """Every other session of the person ends: whoever stole one is out."""
    secrets.check_policy(password, name=user.name, email=user.email)
    user.password_hash = secrets.hash_password(password)
    end_all_sessions(user, now=now)
    journal.write(user, "password", N_("Mot de passe choisi"), actor=user)


def send_reset_link(user: User, *, link: str, now: datetime) -> None:
    """`link` is an address with {token} in it. The answer on screen never tells who exists."""
    secret = tokens.give(RESET, user.id, now=now, expires_at=now + RESET_LASTS)
    text = N_(
        "Bonjour,\n\nPour choisir un nouveau mot de passe, ouvrez ce lien dans l'heure :\n"
        "%(link)s\n\nVous n'avez rien demandé ? Ne faites rien.\n"
    )
    mail.post(
        user.email, N_("Votre mot de passe Établi"), text % {"link": link.format(token=secret)}
    )


def invite(user: User, *, link: str, school: str, now: datetime) -> None:
    """Ask a new person to choose a password; the link works once, for two weeks."""
    tokens.revoke_all(INVITATION, user.id, now=now)
    secret = tokens.give(INVITATION, user.id, now=now, expires_at=now + INVITATION_LASTS)
    text = N_(
        "Bonjour %(name)s,\n\n%(school)s vous ouvre un accès à Établi.\n"
        "Choisissez votre mot de passe ici, dans les 14 jours :\n%(link)s\n"
    )
    facts = {"name": user.name, "school": school, "link": link.format(token=secret)}
    mail.post(user.email, N_("Votre accès à Établi"), text % facts)


def reset_password(secret: str, password: str, *, now: datetime) -> User:
    """Choose a password with the link of a mail; the link is used up in the same transaction."""
    user_id = tokens.use_up(RESET, secret, now=now) or tokens.use_up(INVITATION, secret, now=now)
    user = queries.user(user_id) if user_id else None
    if user is None or not user.is_active:
        raise LinkIsOver
    choose_password(user, password, now=now)
    return user
