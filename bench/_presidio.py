"""Presidio's pattern recognizers on texts from standard input.

Run by an interpreter that has presidio-analyzer. Recognizers are asked one by one: the analyzer
itself would load a language model, which is not what we compare.
"""

import json
import logging
import sys
import time

KINDS = {
    "PHONE_NUMBER": "phone",
    "EMAIL_ADDRESS": "email",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "bank_account",
    "IP_ADDRESS": "ip",
    "CA_SIN": "sin",
    "CA_POSTAL_CODE": "postal_code",
}


def main() -> None:
    """Read {"texts": […], "timed": […]}, write findings of the first and seconds for the second."""
    logging.disable(logging.CRITICAL)
    from presidio_analyzer import predefined_recognizers as known

    recognizers = [
        known.PhoneRecognizer(supported_regions=("CA", "US", "GB", "FR")),
        known.EmailRecognizer(),
        known.CreditCardRecognizer(),
        known.IbanRecognizer(),
        known.IpRecognizer(),
        known.CaSinRecognizer(),
        known.CaPostalCodeRecognizer(),
    ]

    def find(text: str) -> list[tuple[str, int, int]]:
        found = []
        for one in recognizers:
            for result in one.analyze(text, one.supported_entities, None):
                found.append((KINDS[result.entity_type], result.start, result.end))  # noqa: PERF401
        return found

    asked = json.load(sys.stdin)
    find("warm up a@b.com 613-555-0142")
    findings = [find(text) for text in asked["texts"]]
    started = time.perf_counter()
    for text in asked["timed"]:
        find(text)
    json.dump({"found": findings, "seconds": time.perf_counter() - started}, sys.stdout)


if __name__ == "__main__":
    main()
