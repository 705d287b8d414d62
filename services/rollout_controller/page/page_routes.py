"""The live page at `/`."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from andamio.auth.guard import public
from rollout_controller.page.page import document


def page_routes() -> APIRouter:
    """The page, made once."""
    router = APIRouter(tags=["page"])
    open_to_all = public("it holds no data: its script asks for them with the token that the person gives it")
    page = document()

    @router.get("/", response_class=HTMLResponse, dependencies=[open_to_all])
    def live_page() -> HTMLResponse:
        """Rollouts as they happen, for a browser."""
        return HTMLResponse(page.html, headers=page.headers)

    return router
