"""The live page at `/`."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rollout_controller.page.page import document


def page_routes() -> APIRouter:
    """The page, made once."""
    router = APIRouter(tags=["page"])
    page = document()

    @router.get("/", response_class=HTMLResponse)
    def live_page() -> HTMLResponse:
        """Rollouts as they happen, for a browser."""
        return HTMLResponse(page.html, headers=page.headers)

    return router
