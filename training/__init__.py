"""How the classifier is trained; none of this is part of the product."""
