"""The security headers of every answer, errors included (flask-talisman is no longer kept up)."""

from flask import Flask, Response, request

CSP = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
HTTPS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
UNKEPT = {"Cache-Control": "no-store"}


def install(app: Flask) -> None:
    secure = app.config["PUBLIC_URL"].startswith("https://")
    usual = ALWAYS | (HTTPS if secure else {})

    @app.after_request
    def protect(answer: Response) -> Response:
        """What a page says of itself stays; looked up once, not at each header."""
        known = {name.lower() for name, _ in answer.headers}
        kept = request.endpoint in ("static", "bootstrap.static")
        for name, value in (usual if kept else usual | UNKEPT).items():
            if name.lower() not in known:
                answer.headers.add(name, value)
        return answer
