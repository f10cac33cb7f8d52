# Easy Read: the main pages for people who find reading hard.
# One idea a line. Short words. A hard word stands between *stars* and is explained at once. A line break makes a new line on the page.

home-title = People and places near you
