"""Uploaded pictures: checked as the form says, kept in memory, served back by their digest."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from qn_assist.practice.office.call import Json
from qn_assist.practice.office.forms import IMAGE_BYTES_MAX, IMAGE_TYPES
from qn_assist.practice.office.refusal import Refusal
from qn_assist.practice.office.world import Image, World

UPLOAD_API = "mtop.taobao.qn.image.upload"
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


async def keep_image(world: World, file: UploadFile | None) -> Json:
    """`{name, size, digest, url}`; the size is a text, like every number of the console."""
    if file is None:
        raise Refusal("PARAM_INVALID", "请选择图片")
    body = await file.read()
    name = PurePath(file.filename or "image.png").name
    image = Image(name, body, _media_type(name, body))
    digest = hashlib.sha256(body).hexdigest()
    world.images[digest] = image
    url = f"{world.login_origin}/h5api/images/{digest}"
    return {"name": name, "size": str(len(body)), "digest": digest, "url": url}


def _media_type(name: str, body: bytes) -> str:
    if len(body) > IMAGE_BYTES_MAX:
        raise Refusal("PARAM_INVALID", "图片不能超过5MB")
    for signature, media_type in _SIGNATURES.items():
        if body.startswith(signature) and name.lower().endswith(IMAGE_TYPES):
            return media_type
    raise Refusal("PARAM_INVALID", "只支持jpg、png格式的图片")


async def image(request: Request) -> Response:
    """`GET /h5api/images/<digest>`."""
    world: World = request.app.state.world
    found = world.images.get(request.path_params["digest"])
    return Response(found.body, media_type=found.media_type) if found else Response(status_code=404)
