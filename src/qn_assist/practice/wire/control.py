"""`/__practice__/`: the truth, the faults, the clock, what a person does. It asks for no login."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from qn_assist.practice.office.accounts import EXAMPLE, PASSWORD
from qn_assist.practice.office.call import Json
from qn_assist.practice.office.clock import parse_instant
from qn_assist.practice.office.fact_tables import TABLE_NAMES, fact_csv
from qn_assist.practice.office.fault_table import FAULTS
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.office.world import World
from qn_assist.practice.wire.person import BadRequest, do_person

# Longer than a console lives, shorter than what a date can hold.
A_CENTURY = 100 * 366 * 86_400


class Body(BaseModel):
    """What may be told, each in its own type: a text is no number, a word no yes or no."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Reset(Body):
    tickets: int | None = None
    seed: int | None = None
    skin: str | None = None
    ag: int | None = None
    mixed: bool | None = None


class Arm(Body):
    name: str
    arg: str = ""


class ChangeClock(Body):
    set: str | None = None
    advance_seconds: float | None = Field(default=None, ge=-A_CENTURY, le=A_CENTURY)


Told = TypeVar("Told", bound=Body)


def _world(request: Request) -> World:
    world: World = request.app.state.world
    return world


async def _body(request: Request) -> Json:
    raw = await request.body()
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        raise BadRequest("the body is not JSON") from None
    if not isinstance(body, dict):
        raise BadRequest("the body is not an object")
    return body


async def _told(request: Request, kind: type[Told]) -> Told:
    try:
        return kind.model_validate(await _body(request))
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        known = ", ".join(kind.model_fields)
        raise BadRequest(f"{'; '.join(faults)}; known: {known}") from None


async def truth(request: Request) -> Response:
    return JSONResponse(_world(request).truth.as_json())


def generator_json(world: World) -> Json:
    """The generator's own truth about the example shop, with the states of now."""
    office, now = world.example_office, world.clock.now()
    rows = []
    for case in office.cases:
        if case.kind in ("task", "ag"):
            rows_of = office.tasks if case.kind == "task" else office.ag_tickets
            state = rows_of[case.ticket_id].state_at(now)
        else:
            state = "open" if office.parcels[case.ticket_id].open else "closed"
        rows.append(
            {
                "index": case.index,
                "kind": case.kind,
                "category": case.category,
                "ticket_id": case.ticket_id,
                "order_id": case.order.order_id,
                "sub_order_id": case.line.sub_order_id,
                "scenario": case.scenario,
                "state": state,
            }
        )
    return {"tickets": rows, "complaints": office.complaints(now)}


async def generator(request: Request) -> Response:
    return JSONResponse(generator_json(_world(request)))


async def reset(request: Request) -> Response:
    told = await _told(request, Reset)
    _world(request).reset(**told.model_dump(exclude_none=True))
    return await health(request)


async def list_faults(request: Request) -> Response:
    known = {name: asdict(fault) for name, fault in FAULTS.items()}
    return JSONResponse({"armed": _world(request).faults.listed(), "known": known})


async def arm(request: Request) -> Response:
    told, faults = await _told(request, Arm), _world(request).faults
    faults.arm(told.name, told.arg)
    return JSONResponse({"armed": faults.listed()})


async def disarm(request: Request) -> Response:
    faults = _world(request).faults
    faults.disarm(request.path_params.get("name"))
    return JSONResponse({"armed": faults.listed()})


async def page_faults(request: Request) -> Response:
    return JSONResponse(_world(request).faults.page_faults(), headers={"Cache-Control": "no-store"})


async def read_clock(request: Request) -> Response:
    world = _world(request)
    now = world.clock.now().isoformat(timespec="seconds")
    return JSONResponse({"now": now, "start": world.clock.start.isoformat()})


async def change_clock(request: Request) -> Response:
    told, clock = await _told(request, ChangeClock), _world(request).clock
    if (told.set is None) == (told.advance_seconds is None):
        raise BadRequest("wanted: set (ISO time or now) or advance_seconds (a number)")
    try:
        if told.set is not None:
            clock.set(parse_instant(told.set))
        else:
            clock.advance(told.advance_seconds or 0)
    except (ValueError, OverflowError):
        raise BadRequest("wanted: an ISO time, or now; no such moment") from None
    return await read_clock(request)


async def example_login(request: Request) -> Response:
    return JSONResponse(
        {
            "account": EXAMPLE.login_name,
            "password": PASSWORD,
            "shop": EXAMPLE.shop.name,
            "phone": EXAMPLE.phone,
        }
    )


async def facts(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in TABLE_NAMES:
        raise BadRequest(f"unknown table {name!r}; known: {', '.join(TABLE_NAMES)}")
    world = _world(request)
    text = fact_csv(name, world.example_office.cases, world.settings.start)
    return Response(text.encode("utf-8-sig"), media_type="text/csv; charset=utf-8")


async def health(request: Request) -> Response:
    world = _world(request)
    settings = world.settings
    return JSONResponse(
        {
            "ok": True,
            "skin": settings.skin,
            "tickets": settings.tickets,
            "ag": settings.ag,
            "mixed": settings.mixed,
            "seed": settings.seed,
            "now": world.clock.now().isoformat(timespec="seconds"),
        }
    )


async def proof(request: Request) -> Response:
    """Nobody but a practice console answers this; both origins do."""
    return JSONResponse({"practice": request.path_params["nonce"]})


async def person(request: Request) -> Response:
    return JSONResponse(do_person(_world(request), await _body(request)))


async def bad_request(request: Request, error: Exception) -> Response:
    text = error.text if isinstance(error, Refusal) else str(error)
    return JSONResponse({"ok": False, "error": text}, status_code=400)


def _route(path: str, endpoint: Callable[[Request], Any], method: str = "GET") -> Route:
    return Route(f"/__practice__/{path}", endpoint, methods=[method])


PROOF = _route("proof/{nonce}", proof)
ROUTES = [
    _route("truth", truth),
    _route("generator", generator),
    _route("reset", reset, "POST"),
    _route("faults", list_faults),
    _route("faults", arm, "POST"),
    _route("faults", disarm, "DELETE"),
    _route("faults/{name}", disarm, "DELETE"),
    _route("page-faults", page_faults),
    _route("clock", read_clock),
    _route("clock", change_clock, "POST"),
    _route("person", person, "POST"),
    _route("login", example_login),
    _route("facts/{name}.csv", facts),
    _route("health", health),
]
