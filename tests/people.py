"""Invented people that several stories meet, as somebody types them in."""

from __future__ import annotations

from cic_desktop.core.fields import Answers

OKSANA: Answers = {
    "surname": "Kovalenko", "given": "Oksana", "citizenship": "UA", "language": "uk", "birth_date": "15.04.1992",
    "sex": "F", "phone": "512 345 678", "stay_title": "temporary_protection", "rodo_given": "yes",
}  # fmt: skip
OKSANA_WHOLE: Answers = {
    **OKSANA, "original_surname": "Коваленко", "original_given": "Оксана", "birth_place": "Lwów",
    "birth_country": "UA", "stay_valid_to": "2027-03-04", "pesel": "92041517621", "document_kind": "passport",
    "document_number": "FA 123456", "document_country": "UA", "email": "oksana@example.org",
    "street": "Damrota", "house": "7", "postcode": "46-064", "town": "Opole", "needs": ["stay", "work"],
}  # fmt: skip
AMIR: Answers = {"surname": "Amiri", "citizenship": "AF", "language": "fa_AF", "birth_date": "1999"}
