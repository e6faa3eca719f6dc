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


def install(app: Flask) -> None:
    secure = app.config["PUBLIC_URL"].startswith("https://")

    @app.after_request
    def protect(answer: Response) -> Response:
        for name, value in ALWAYS.items():
            answer.headers.setdefault(name, value)
        if secure:
            answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint not in ("static", "bootstrap.static"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer
