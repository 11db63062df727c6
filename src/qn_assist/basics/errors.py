"""Every failure the program can name, as one tree; the CLI turns each into an exit code.

QnAssistError
├── OperatorError (2)      a file, flag, password or address is wrong
│   ├── DataFileError      one or more faults in data files, each with place and remedy
│   ├── UsageFault         a flag or argument that does not fit
│   ├── LoginRejected      the console refused the credentials; never retried
│   ├── ConsoleUnreachable no answer from an origin
│   └── WrongConsole       something answers, but it is not the console of the shop file
├── PersonNeeded (3)       only a person can go on
│   ├── LoginNeeded        logged out
│   │   └── LoginChallenged  the login asks for a slider, an SMS code or a QR code
│   ├── CaptchaSeen        a slider or puzzle; never solved by us
│   ├── WrongShop          another shop is logged in
│   ├── UnknownDialog      something in the way that no allow-list names
│   ├── LeftConsole        the page wanted to go to an address that is not the console's
│   ├── ShopBusy           another pass over the same shop is running
│   ├── LeaseLost          another machine writes for the shop now
│   ├── StopOrdered        a person's stop file is there
│   └── CoolingDown        the shop rests after a risk sign
├── ConsoleFault (1)       the console did not do what its files say
│   ├── PageChanged        a selector is missing or ambiguous
│   ├── ReadIncomplete     rows read differ from what the page declares
│   ├── IdentityMismatch   the page shows another shop, ticket, order or state
│   ├── FieldMismatch      a field read back differs from the plan
│   ├── RateLimited        the console pushed back (too fast)
│   ├── NoPermission       the account has no right for the page
│   └── NetworkFault       a page or an answer did not arrive
└── OurFault (70)          a broken promise inside the program
    ├── PermitMisuse       a submit without, or with a used, permit
    └── LedgerUnavailable  the ledger cannot be read or written
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class FailureKind(StrEnum):
    """What a failure is about; each kind has its own answer in `failures.ANSWERS`."""

    DATA = "data"
    SESSION = "session"
    CAPTCHA = "captcha"
    RISK = "risk"
    PAGE_CHANGED = "page_changed"
    DIALOG = "dialog"
    NETWORK = "network"
    BUSINESS = "business"
    BUSY = "busy"
    HALTED = "halted"
    LEDGER = "ledger"
    OURS = "ours"


class QnAssistError(Exception):
    """Base of every named failure. `message` is shown to the operator as it is."""

    exit_code: ClassVar[int] = 70
    kind: ClassVar[FailureKind] = FailureKind.OURS

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}（{self.remedy}）" if self.remedy else self.message


class OperatorError(QnAssistError):
    exit_code = 2
    kind = FailureKind.DATA


@dataclass(frozen=True, slots=True)
class DataFault:
    """One thing wrong in a data file. `line` counts from 1, 0 means the file as a whole."""

    file: str
    line: int
    path: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f" {self.path}" if self.path else ""
        tail = f" → {self.remedy}" if self.remedy else ""
        return f"{place}{where}: {self.message}{tail}"


class DataFileError(OperatorError):
    """All faults found in one load, not only the first."""

    def __init__(self, faults: list[DataFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class UsageFault(OperatorError):
    pass


class LoginRejected(OperatorError):
    kind = FailureKind.SESSION


class ConsoleUnreachable(OperatorError):
    kind = FailureKind.NETWORK


class WrongConsole(OperatorError):
    kind = FailureKind.SESSION


class PersonNeeded(QnAssistError):
    exit_code = 3


class LoginNeeded(PersonNeeded):
    kind = FailureKind.SESSION


class LoginChallenged(LoginNeeded):
    kind = FailureKind.CAPTCHA


class CaptchaSeen(PersonNeeded):
    kind = FailureKind.CAPTCHA


class WrongShop(PersonNeeded):
    kind = FailureKind.SESSION


class UnknownDialog(PersonNeeded):
    kind = FailureKind.DIALOG


class LeftConsole(PersonNeeded):
    kind = FailureKind.DIALOG


class ShopBusy(PersonNeeded):
    kind = FailureKind.BUSY


class LeaseLost(PersonNeeded):
    kind = FailureKind.BUSY


class StopOrdered(PersonNeeded):
    kind = FailureKind.HALTED


class CoolingDown(PersonNeeded):
    kind = FailureKind.HALTED


class ConsoleFault(QnAssistError):
    exit_code = 1
    kind = FailureKind.PAGE_CHANGED


class PageChanged(ConsoleFault):
    """`candidates` are short descriptions of what was found instead, for a person."""

    def __init__(self, message: str, *, candidates: tuple[str, ...] = (), remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.candidates = candidates


class ReadIncomplete(ConsoleFault):
    pass


class IdentityMismatch(ConsoleFault):
    pass


class FieldMismatch(ConsoleFault):
    pass


class RateLimited(ConsoleFault):
    kind = FailureKind.RISK


class AlreadyThere(ConsoleFault):
    """The console shows what was to be written before anything was: somebody else did it."""

    kind = FailureKind.BUSINESS


class NoPermission(ConsoleFault):
    kind = FailureKind.BUSINESS


class NetworkFault(ConsoleFault):
    kind = FailureKind.NETWORK


class OurFault(QnAssistError):
    exit_code = 70


class PermitMisuse(OurFault):
    pass


class LedgerUnavailable(OurFault):
    kind = FailureKind.LEDGER
