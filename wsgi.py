"""What a WSGI server loads."""

from erp import create_app
from erp.config import from_environment

app = create_app(from_environment())
