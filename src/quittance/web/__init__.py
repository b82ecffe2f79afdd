"""The screens: HTML made on the server, in the design's stylesheets, the same verbs as every other face."""
