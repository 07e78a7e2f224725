"""The fact bank: what we may say, from files that people write and approve.

A file holds `defaults` (owner and dates that its facts share), `facts` and `claims`. Several files
of one directory make one bank. How to write them: docs/factbank.md. This module only names the
parts:

factschema     the form of the files
factfiles      files → FactBank, with every fault
entrychecks    what can be wrong with one fact or claim
bankchecks     what can be wrong between facts
factbank       FactBank, hashes, what is left of a bank without retracted facts
factwriting    FactBank → YAML
facttables     CSV and spreadsheets, in and out
claimreview    ClaimReview (schema.org), in and out
factdiff       what differs between two banks, in words
"""

from responders.factbank import FactBank
from responders.factfiles import (
    SHIPPED_FACTS,
    FactCheck,
    check_facts,
    fact_files,
    load_facts,
)

__all__ = ["SHIPPED_FACTS", "FactBank", "FactCheck", "check_facts", "fact_files", "load_facts"]
