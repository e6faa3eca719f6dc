"""The portal's faces: that of the signed-in buyers, and the pages that need no account."""

from flask import Response

from erp.web.shared.face import Face

portal = Face("portal", __name__, url_prefix="/client")
public = Face("public", __name__)


@public.after_request
def keep_out_of_search_engines(answer: Response) -> Response:
    """A private link that somebody pasted on a site is not for the world to find."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
