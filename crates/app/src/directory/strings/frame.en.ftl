# What reads by itself on other people's pages, and where they choose it.
frame-title = Local support
frame-none-text = That does not mean there is nothing: our list is not complete. Look for something else below.
frame-search = Look for something else
frame-search-hint = This opens the whole search on { $name }.

frame-offer = Show these services on your own website
frame-lead = Choose what your page shows. Then copy one line into it.
frame-cut = We left something out. A page can ask for four words at most, and for the first half of a postcode only.
frame-line = The line for your page
frame-shows = It shows:
frame-all = everything in our list
frame-now = { $n ->
    [0] Nothing in our list fits now.
    [one] One service fits now.
   *[other] { $n } services fit now.
}
frame-label = Copy this line
frame-copy = Copy the line
frame-look = See how it looks
frame-choose = Choose what it shows
frame-near = Near
frame-near-hint = The first half of a postcode, like E15, or the name of a borough
frame-spoken = Language spoken there
frame-words = Words
frame-words-hint = Four at most. For example: choir
frame-show = What stands there
frame-show-map = A list, with a map beside it or behind a button
frame-show-list = The list alone. It needs no scripts
frame-tongue = Language it is shown in
frame-tongue-any = The one that the reader's browser asks for
frame-high = How high it is
frame-pixels = { $n } pixels
frame-button = Make the line
frame-about = Good to know
frame-about-fresh = It always shows what our list says now. It also says what nobody has told us, and what has not been checked for long.
frame-about-reader = It sets no cookies and counts nobody.
frame-about-out = What your readers choose opens outside your page. Urgent help is one step away.
frame-about-hidden = An address that is kept private is not shown.

find-private-none = There is nothing else in this search to keep or send on. Choose a need or a borough to get a search that you can.
place-tonight = Open this evening
place-this-weekend = Open this weekend
day-weekend = At the weekend
