"""`practice` says where it is, who may log in and how to stop it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

from qn_assist import cli


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("skin", "shop"), [("2026", "practice"), ("legacy", "practice-legacy")])
def test_it_announces_itself_and_stops_on_ctrl_c(skin: str, shop: str) -> None:
    order = [sys.executable, "-m", "qn_assist", "practice", "--port", "0", "--tickets", "4"]
    order += ["--skin", skin]
    with subprocess.Popen(order, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        assert run.stdout is not None
        shown = [run.stdout.readline() for _ in range(4)]
        run.send_signal(signal.SIGINT)
        assert run.wait(30) == 0
    assert shown[0].startswith("练习控制台已启动：http://127.0.0.1:")
    assert "账号 青禾家居:小青　密码 practice-2026" in shown[1]
    assert shown[2].endswith(f"qn-assist run --shop {shop}\n")
    assert shown[3] == "停止：按 Ctrl+C\n"


def test_a_taken_port_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert cli.run(["practice", "--port", str(port)]) == 2
    shown = capsys.readouterr().err
    assert f"端口 {port} 被占用" in shown
    assert "--port 18800" in shown
