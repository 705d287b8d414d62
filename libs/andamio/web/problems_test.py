"""Whatever goes wrong, the answer is a problem document that names the field, and OpenAPI says so."""

from http import HTTPStatus
from typing import Annotated, Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from andamio.errors import AndamioError
from andamio.web.problems import MEDIA_TYPE, RequestRefused, documented, install


class ShelfError(AndamioError):
    pass


class ShelfTaken(ShelfError):
    pass


class Book(BaseModel):
    title: str
    pages: list[Annotated[int, Field(ge=1)]] = []


def library() -> TestClient:
    app = FastAPI()
    install(app, {ShelfError: HTTPStatus.CONFLICT})

    @app.post("/books", responses=documented(HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY))
    def add(book: Book) -> str:
        raise ShelfTaken(f"the shelf of {book.title} is taken; choose another")

    @app.get("/books/{number}", responses=documented(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY))
    def book(number: int, page: int = 1) -> str:
        raise RequestRefused(HTTPStatus.NOT_FOUND, "number", f"there is no book {number}")

    @app.get("/closed")
    def closed() -> str:
        raise HTTPException(503, "closed until nine", {"retry-after": "60"})

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("the reader's name")

    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def client() -> TestClient:
    return library()


def fields(answer: Any, status: int) -> list[str]:
    """The fields that an answer names, once it is known to be a problem document of this status."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    document = answer.json()
    assert set(document) == {"type", "title", "status", "detail", "errors"}
    assert (document["type"], document["status"]) == ("about:blank", status)
    assert document["title"] == HTTPStatus(status).phrase
    assert all(error["detail"] for error in document["errors"])
    return [error["field"] for error in document["errors"]]


def test_every_field_that_breaks_the_contract_is_named(client: TestClient) -> None:
    answer = client.post("/books", json={"pages": [3, 0]})
    assert fields(answer, 422) == ["title", "pages.1"]
    assert answer.json()["detail"].startswith("title: ")
    assert fields(client.get("/books/one?page=two"), 422) == ["number", "page"]
    assert fields(client.post("/books"), 422) == ["body"]


def test_a_body_that_is_no_json_is_named_as_a_whole(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    assert fields(client.post("/books", content=b'{"title": ', headers=headers), 400) == ["body"]
    assert fields(client.post("/books", content=b"\xff", headers=headers), 400) == ["body"]


def test_a_path_or_method_that_is_not_served_is_named(client: TestClient) -> None:
    assert fields(client.get("/magazines"), 404) == ["path"]
    answer = client.delete("/books")
    assert fields(answer, 405) == ["method"]
    assert answer.headers["allow"] == "POST"
    assert answer.json()["detail"] == "DELETE /books is not served here; see /openapi.json"


def test_a_refusal_names_its_field(client: TestClient) -> None:
    answer = client.get("/books/7")
    assert fields(answer, 404) == ["number"]
    assert answer.json()["detail"] == "there is no book 7"


def test_a_mapped_exception_has_its_status_and_its_own_text(client: TestClient) -> None:
    answer = client.post("/books", json={"title": "Walden"})
    assert fields(answer, 409) == []
    assert answer.json()["detail"] == "the shelf of Walden is taken; choose another"


def test_the_text_and_headers_of_an_http_exception_stay(client: TestClient) -> None:
    answer = client.get("/closed")
    assert fields(answer, 503) == []
    assert (answer.json()["detail"], answer.headers["retry-after"]) == ("closed until nine", "60")


def test_an_unexpected_exception_tells_nothing_of_itself(client: TestClient) -> None:
    answer = client.get("/broken")
    assert fields(answer, 500) == []
    assert "reader" not in answer.text


def test_openapi_documents_the_problems_and_nothing_else(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    for path, method, status in (("/books", "post", "400"), ("/books/{number}", "get", "404")):
        content = description["paths"][path][method]["responses"][status]["content"]
        assert set(content) == {MEDIA_TYPE}
        assert set(content[MEDIA_TYPE]["schema"]["properties"]) == {"type", "title", "status", "detail", "errors"}
    assert "HTTPValidationError" not in str(description)
