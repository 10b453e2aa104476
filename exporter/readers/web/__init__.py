"""Web pages: their facts from what markup states, their text without the clutter."""
