"""What a web server loads: `gunicorn wsgi:app`."""

from erp import create_app
from erp.config import from_environment
from erp.core.collector import settle
from erp.worker import announce

app = create_app(from_environment())
announce(app)
settle()
