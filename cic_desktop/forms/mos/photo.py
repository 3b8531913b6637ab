"""The photo for MOS: whether the portal takes the file, and what to do when it does not.

What only a person can see (face, background, eyes) stands in the pack as a list to go through.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from cic_desktop.core import clock
from cic_desktop.forms.mos.pack import PhotoRules
from cic_desktop.forms.mos.points import Point, Verdict, gravest, megabytes
from cic_desktop.forms.page.preview import PageImage
from cic_desktop.i18n import Day, Number, Plain, Text, _, ngettext
from cic_desktop.stay.terms import shifted

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["LARGEST_PHOTO", "PhotoCheck", "check_photo"]

LARGEST_PHOTO = 40 * 1024 * 1024  # bytes looked at; beyond, only the size is said
MOST_PIXELS = 80_000_000
_SHOWN = 220  # pixels of the picture on the screen, its longer side
_PALE = 26  # of 255: below this saturation everywhere a photo is grey
_TAKEN, _EXIF, _ORIENTATION = 36867, 0x8769, 274
_KINDS: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG", 0, "PNG"), (b"%PDF", 0, "PDF"), (b"GIF8", 0, "GIF"), (b"BM", 0, "BMP"), (b"WEBP", 8, "WebP"),
    (b"ftyphei", 4, "HEIC"), (b"ftypmif", 4, "HEIC"), (b"ftypavif", 4, "AVIF"), (b"II*\x00", 0, "TIFF"),
    (b"MM\x00*", 0, "TIFF"),
)  # fmt: skip


class Tags(NamedTuple):
    """What the camera wrote beside the picture."""

    turned: bool = False  # only marked as turned: the pixels lie on their side
    day: date | None = None


@dataclass(frozen=True)
class PhotoCheck:
    """What was found, and a small picture to look at (None when the file is no picture)."""

    points: tuple[Point, ...]
    picture: PageImage | None = None

    @property
    def verdict(self) -> Verdict:
        return gravest(self.points)


def check_photo(data: bytes, rules: PhotoRules) -> PhotoCheck:
    """Check a photo's bytes against the rules of the pack. Never raises for what is in the file."""
    size = _size(len(data), rules)
    if not data.startswith(b"\xff\xd8\xff"):
        return PhotoCheck((_other_kind(data),))
    if len(data) >= LARGEST_PHOTO:
        return PhotoCheck((size,))
    opened = _opened(data)
    if opened is None:
        advice = _("Copy it to this computer again, or save it anew as JPG.")
        return PhotoCheck((Point("bad", _("The file is damaged and cannot be opened."), advice),))
    kind, tags = Point("ok", _("It is a JPG.")), _tags(opened)
    points = (kind, *_pixels(opened, tags, rules), size, _colour(opened), *_taken(tags, rules))
    return PhotoCheck(points, _small(opened))


def _other_kind(data: bytes) -> Point:
    kind = next((name for sign, at, name in _KINDS if data[at : at + len(sign)] == sign), "")
    words = _("This is a {kind} file, not a JPG.", kind=Plain(kind)) if kind else _("This is not a JPG.")
    advice: Text = _("Open the photo and save it as JPG. Changing the name of the file is not enough.")
    if kind == "HEIC":
        advice = _("An iPhone made it. Open it and save it as JPG; for the next one set Camera → Formats → Compatible.")
    return Point("bad", words, advice)


def _opened(data: bytes) -> Image | None:
    """The whole picture, decoded; None when it is damaged (or has more pixels than any camera makes)."""
    from PIL import Image, UnidentifiedImageError

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        picture = Image.open(io.BytesIO(data), formats=("JPEG",))
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.load()
    except (UnidentifiedImageError, *bombs, OSError, SyntaxError, ValueError):
        return None
    return picture


def _tags(picture: Image) -> Tags:
    """How the camera was held and the day it wrote down. What cannot be read of it is as if it were not there."""
    try:
        tags = picture.getexif()
        return Tags(tags.get(_ORIENTATION, 1) != 1, _day(str(tags.get_ifd(_EXIF).get(_TAKEN, ""))[:10]))
    except Exception:  # another program's bytes: every kind of fault is possible, and none of them matters here
        return Tags()


def _day(written: str) -> date | None:
    try:
        day = datetime.strptime(written, "%Y:%m:%d").date()
    except ValueError:
        return None
    return day if day <= clock.today() else None  # a camera whose clock is wrong tells nothing


def _pixels(picture: Image, tags: Tags, rules: PhotoRules) -> Iterator[Point]:
    """Size and proportions, as the portal reads them: it may not know the camera's mark for a turned picture."""
    wide, high = picture.size
    size = _("{width} × {height} pixels", width=wide, height=high)
    if tags.turned:
        advice = _("Turn it upright in a picture program and save it: the portal may show it lying.")
        yield Point("bad", _("The photo is turned only by a mark of the camera."), advice)
    if wide < rules.min_width or high < rules.min_height:
        least = _("{width} × {height} pixels", width=rules.min_width, height=rules.min_height)
        advice = _("Take or scan it anew with at least {least}; making it larger does not help.", least=least)
        yield Point("bad", _("Too small: {size}.", size=size), advice)
    else:
        yield Point("ok", size)
    yield _proportions(wide, high, rules)


def _proportions(wide: int, high: int, rules: PhotoRules) -> Point:
    across, down = rules.ratio
    ratio = Plain(f"{across}:{down}")
    if abs(wide * down / (high * across) - 1) <= rules.ratio_slack:
        return Point("ok", _("Proportions {ratio}", ratio=ratio))
    cut = min(wide, high * across // down), min(high, wide * down // across)
    advice: Text = _("Cut it to {width} × {height} pixels.", width=cut[0], height=cut[1])
    if cut[0] < rules.min_width or cut[1] < rules.min_height:
        advice = _("Cut to {ratio} it would be too small: take it anew.", ratio=ratio)
    return Point("bad", _("The proportions are not {ratio}.", ratio=ratio), advice)


def _size(size: int, rules: PhotoRules) -> Point:
    has, most = megabytes(size), Number(rules.max_bytes / 1_000_000)
    if size <= rules.max_bytes:
        return Point("ok", _("{size} MB", size=has))
    advice = _("Save it as JPG with less quality (80–90 %) or fewer pixels.")
    return Point("bad", _("Too large: {size} MB; at most {most} MB.", size=has, most=most), advice)


def _colour(picture: Image) -> Point:
    if picture.mode == "CMYK":
        advice = _("Save it as an ordinary (RGB) JPG.")
        return Point("bad", _("Its colours are meant for a printing house (CMYK)."), advice)
    if picture.mode != "RGB" or _pale(picture):
        return Point("bad", _("The photo is grey."), _("A colour photo is required: take or scan it in colour."))
    return Point("ok", _("In colour"))


def _pale(picture: Image) -> bool:
    """Whether no part of it has a colour worth the name."""
    saturation = picture.resize((32, 41)).convert("HSV").getchannel("S")
    return not any(saturation.histogram()[_PALE:])


def _taken(tags: Tags, rules: PhotoRules) -> Iterator[Point]:
    """When it was taken, if the camera wrote it down."""
    if tags.day is None:
        return
    words = _("Taken on {day}", day=Day(tags.day, "short"))
    if tags.day >= shifted(clock.today(), -rules.max_age_months, "months"):
        yield Point("ok", words)
    else:
        months = ngettext("{n} month", "{n} months", rules.max_age_months)
        advice = _("Take a new one: on the day of filing it may be {months} old at most.", months=months)
        yield Point("bad", words, advice)


def _small(picture: Image) -> PageImage:
    shown = picture.convert("RGB")
    shown.thumbnail((_SHOWN, _SHOWN))
    return PageImage(shown.width, shown.height, shown.tobytes())
