# Words of the directory: finding services and showing one.

nav-directory = Find
find-title = Find support near you
find-words = What would help?
find-words-hint = For example choir, debt, somebody to talk to
find-near = Near
find-near-hint = A postcode or the first half of one, like E15
find-here = Near me
find-here-waiting = Finding where you are …
find-here-failed = Your browser did not say where you are. Type a postcode or a borough.
find-filters = { $n ->
    [0] More choices
   *[other] More choices ({ $n } on)
}
find-within = How far
find-any-distance = Any distance
find-within-km = Within { $km } km
find-borough = Borough
find-any-borough = Any borough
find-need = What it helps with
find-any-need = Anything
find-day = Day
find-any-day = Any day
find-language = Language spoken there
find-any-language = Any language
find-time = Time of day
find-any-time = Any time
find-free = Free of charge
find-for = Only for
find-anybody = Anybody
find-age = Age of the person
find-route = Does somebody have to send you?
find-any-route = It does not matter
route-yes = You can just come, or ask yourself
route-no = Somebody has to send you
find-room = Has room now
find-holidays = Also in school holidays
find-bank-holidays = Also on bank holidays
find-remote = By phone, online or at your home
find-access = What you need there
find-counts = The numbers are those that say so. What has not been said comes last in the list and is not counted.
find-button = Find
find-not-sure = Not sure? Five questions
find-by-need = Browse by what people need
find-chips = Choices that are on; follow one to remove it
find-remove = remove
find-results = Results
find-total = { $n ->
    [one] One service
   *[other] { $n } services
}
find-unsure = { $n ->
    [one] For one of them, at the end, we do not know whether it fits every choice.
   *[other] For { $n } of them, at the end, we do not know whether they fit every choice.
}
find-shown = { $first } to { $last }
find-loose = Nothing has all of your words. These fit best.
find-middle = Near { $place }: distances are from about its middle, as the crow flies.
find-km = { $km } km
find-checked = { $n ->
    [0] Checked today
    [one] Checked yesterday
   *[other] Checked { $n } days ago
}
find-pages = Pages of results
find-earlier = Previous
find-later = Next
find-page = Page { $n }
find-nowhere = We do not know that place, so results are not in order of distance. Try the first half of a postcode, like E15, or the name of a borough.
find-from-where = You chose a distance. Say from where: a postcode, or its first half.
find-beyond = There are { $n } more. Choose something, so that the list is shorter.
find-none = Nothing found
find-none-text = That does not mean there is nothing: our list is not complete. Try fewer words, or:
find-none-there = Nothing found there
find-none-there-text = But you need not travel to these:
find-remote-title = No need to travel: by phone, online or at your home
find-remote-all = See all { $n }
find-private = What you wrote is not in the address of this page. Your own browser keeps it for half an hour. We do not.
find-lost = What you wrote is no longer here. Your browser keeps it for half an hour at most. Please write it again.
find-age-wrong = Write the age in years, as a number from 0 to 120
find-private-link = Open this search without your own words, to keep or send on
find-long = You wrote a lot, and that is fine. We looked for the first { $n } words.
crisis-title = Do you need help right now?
crisis-danger = In danger, or a life at risk? Ring
crisis-life = To talk to somebody, day or night: Samaritans,
crisis-abuse = Somebody hurts, scares or controls you? The National Domestic Abuse Helpline, free, day and night:
crisis-child = A child is being hurt, or is afraid? Childline, for anybody under 19, day and night:
crisis-tonight = No food or heat, or nowhere to sleep?
crisis-tonight-link = See who is open now
now-title = Help today
now-lead = For what cannot wait until tomorrow. We show who is open now, who opens later, and who you can ring.
now-what = What do you need?
now-food = Food
now-warmth = Warmth: heating, gas or electricity
now-bed = A bed for tonight
now-eviction = I am being put out of my home
now-near = Where are you?
now-button = Show who can help
now-holiday = Today is a bank holiday. Ring before you go: times may be different.
now-council-bed = If you have nowhere to sleep tonight, ring the council of the place you are in. They must listen, day and night, and with children they must nearly always find you somewhere. Say: “I am homeless tonight.”
now-council-eviction = You do not have to leave just because your landlord says so. In nearly all cases only a court can make you. Do not hand back the keys before you have had advice.
now-is-open = Open now
now-is-later = Later today
now-is-on = In the next days
now-is-unknown = We do not know when: ring first
now-until = Open until { $time }
now-from = From { $time }
now-from-on = { $day } from { $time }
now-sent = Somebody has to send you: ask your GP, an advice centre or the council.
now-more = { $n ->
    [one] And one more.
   *[other] And { $n } more.
}
now-none = Nobody in our list says that they help with this. Ring your council, or look at urgent help.
now-find = Look for something else
find-urgent = If it cannot wait: urgent help
chip-words = “{ $words }”
chip-near = Near { $place }
chip-here = Near where you are
chip-within = Within { $km } km
chip-borough = In { $place }
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = Free
chip-time = { $part }
chip-age = Age { $age }
chip-for = { $who }
chip-walk-in = You can just come
chip-room = Has room
chip-holidays = In school holidays
chip-bank-holidays = On bank holidays
chip-remote = No need to travel
chip-access = { $what }
chip-part = In the part of the map shown
try-wider = Look within { $km } km ({ $n })
try-anywhere = Look at any distance ({ $n })
try-everywhere = Look everywhere, not only in this part of the map ({ $n })
try-any-borough = In any borough ({ $n })
try-any-day = Look on any day ({ $n })
try-not-free = Also what costs something ({ $n })
try-any-language = In any language ({ $n })
try-any-time = At any time of day ({ $n })
try-any-access = Whatever the place is like ({ $n })
try-referred = Also where somebody has to send you ({ $n })
try-not-sent = Also where you can just come ({ $n })
try-full = Also what is full just now ({ $n })
try-any-age = For any age ({ $n })
try-anybody = For anybody ({ $n })
try-any-need = Whatever it helps with ({ $n })
try-term-time = Whether or not in school holidays ({ $n })
try-not-bank-holidays = Whether or not on bank holidays ({ $n })
try-to-go-to = Also places to go to ({ $n })
try-no-filters = The same without the other filters ({ $n })
try-without-words = The same without your words ({ $n })
by-need-title = Browse by need
by-need-lead = Choose what comes nearest. Nobody has to fit a box.
by-need-none = nothing in our list yet

places-title = Browse by borough
places-lead = { $n ->
    [one] One service is listed.
   *[other] { $n } services are listed.
}
places-means = A service counts in the borough where it is, and in those for whose people it is. So it may count more than once. A borough here need not be all that there is: our list is not complete.
places-none = Our list is empty as yet.
places-nowhere-title = Without a borough
places-nowhere = { $n ->
    [one] One service does not say where it is.
   *[other] { $n } services do not say where they are.
}
places-nowhere-comes = { $n ->
    [one] One of them comes to people, or is by telephone or online.
   *[other] { $n } of them come to people, or are by telephone or online.
}
places-nowhere-more = { $n ->
    [one] And one more, in the list of all services
   *[other] And { $n } more, in the list of all services
}
places-empty = Nothing listed yet
place-title = Support in { $place }
place-lead = { $n ->
    [one] One service is listed here, or is for people who live here.
   *[other] { $n } services are listed here, or are for people who live here.
}
place-words = What would help in { $place }?
place-needs = What there is help with
place-all-needs = All { $n } kinds of need, with how many services help with each
place-missing = { $n ->
    [one] Nothing is listed here for one kind of need
   *[other] Nothing is listed here for { $n } kinds of need
}
place-nearest = nearest in { $place }
place-other = only without a borough
place-far = elsewhere in our list
place-known = What is known of them
place-what = What
place-yes = Yes
place-no = No
place-unknown = Not stated
place-free = Free
place-step-free = Step-free way in
place-evening = In the evening
place-weekend = At the weekend
place-there = Somewhere to go to
place-comes = Comes to you, or by telephone or online
place-masked = Address not public
place-unsaid = Not stated where in the borough
place-elsewhere = In another borough, for people who live here
place-coming = Those that come to you, or are by telephone or online
place-coming-more = { $n ->
    [one] And one more, in the list of all
   *[other] And { $n } more, in the list of all
}
place-languages = Languages spoken there
place-silent = { $n ->
    [one] One service has not said which languages are spoken. Ask.
   *[other] { $n } services have not said which languages are spoken. Ask.
}
place-cards = Checked most lately
place-all = { $n ->
    [one] The one service in { $place }
   *[other] All { $n } services in { $place }
}
place-means = What these numbers mean
place-means-services = Services
place-means-services-text = All that are open and name { $place } as where they are, or say that they are for people who live there. One with several groups or days counts once.
place-means-needs-text = As the services say. One may help with several, so these numbers add up to more than there are services.
place-means-unknown-text = Nobody has told us. It is never counted as a no. A search for what is free or for a language shows these too, at the end.
place-means-when-text = Something goes on after six in the evening; on a Saturday or a Sunday. Not stated where nobody has said on which days, or until when.
place-means-languages-text = By those who run the service, as they say. A service in several languages counts in each.
place-means-cards-text = The ten whose entries were confirmed last, by the group itself or by an officer. It says nothing about how good they are.
place-means-near = Nearest
place-means-near-text = By the middles of the boroughs, as the crow flies.
place-map = Map of the services in { $place }
place-map-help = Everything on the map is in the list of all services too.
place-none = Nothing is listed in { $place } yet
place-none-text = That does not mean there is nothing: our list is not complete. This is what is near.
place-link-workers = Link workers in { $place }: how to ask for one
place-progress = Progress in { $place }, in numbers
place-near = Boroughs nearby

why-phrase = Says “{ $words }”
why-words = Mentions { $words }
why-words-like = Mentions something like { $words }
why-need = Helps with: { $need }
why-km = About { $km } km away
why-km-from = About { $km } km from { $place }
why-comes = Comes to you, or is by telephone or online
why-free = Free
why-price = { $price } a session
why-costs = There is a charge
why-language = { $language } is spoken
why-day = Meets on a { $day }
why-then = Is on then
why-room = Has room
why-only-for = { $who }
unknown-then = We do not know whether it is on then
unknown-route = We do not know whether somebody has to send you
unknown-room = We do not know whether it has room
unknown-only-for = It may be for everybody
unknown-holidays = We do not know whether it is on in school holidays
unknown-bank-holidays = We do not know whether it is on on bank holidays
unknown-ages = We do not know for which ages
why-access = Has: { $what }
why-full = Full at the moment
why-paused = Nobody is being sent here just now
unknown-need = Nobody has told us what it helps with. By its own words, perhaps: { $need }
unknown-cost = Not known: what it costs
unknown-languages = Not known: which languages are spoken
unknown-days = Not known: on which days
unknown-access = Not known: { $what }
unknown-masked = The address is not public, so no distance
unknown-place = Not known: where exactly
unknown-checked = Not checked for { $days } days
unknown-checked-never = Never checked: ask first
unknown-reached = Somebody tried lately and reached nobody

day-mon = Monday
day-tue = Tuesday
day-wed = Wednesday
day-thu = Thursday
day-fri = Friday
day-sat = Saturday
day-sun = Sunday
day-today = Today
day-tomorrow = Tomorrow
day-week = In the next seven days
part-of-day-morning = In the morning
part-of-day-afternoon = In the afternoon
part-of-day-evening = In the evening
every-fortnight = every other week
every-once = once
every-1st = first of the month
every-2nd = second of the month
every-3rd = third of the month
every-4th = fourth of the month
every-last = last of the month

access-step-free = step-free way in
access-toilet = accessible toilet
access-lift = lift
access-parking = parking
access-hearing-loop = hearing loop
access-bsl = British Sign Language
access-large-print = large print
access-quiet-room = quiet room
access-creche = crèche
access-home-visits = visits at home
access-online = online
access-interpreter = an interpreter
access-telephone = by telephone
gender-women = For women only
gender-men = For men only
gender-lgbt = For LGBT people
route-self = Just turn up, or get in touch yourself
route-any = Get in touch yourself, or let somebody refer you
route-professional = A professional has to refer you

not-known = Not known.
service-run-by = run by { $provider }
service-closed = This service has closed.
service-full = It is full at the moment. Ask about a waiting list.
service-what = What happens there
service-when = When
service-where = Where
service-cost = Cost
service-who = Who may come
service-how = Can I just turn up?
service-languages = Languages
service-contact = Contact
service-access = Getting in and taking part
service-needs = What it helps with
service-has-not = No:
service-not-known = Not known, ask first:
service-ask-first = Ask before you go.
service-masked = The address is not public, for the safety of the people there. Get in touch and they will tell you.
service-masked-short = address not public
service-comes = They come to you, or it is by telephone or online.
service-comes-short = comes to you or by telephone
service-way = If you need the way, ask them: how to reach them is on this page.
service-map-label = Map of where it is
service-map-help-in = The mark is about where in { $borough } it is. There are no streets on this map: go by the address.
service-map-help = The mark is about where it is. There are no streets on this map: go by the address.
service-map-help-ground = The mark is about where it is. Go by the address too.
service-map-failed = The map could not be shown. Go by the address.
service-approximate = On maps and in distances its place is approximate.
service-also = Also here:
cost-free = Free
cost-price = { $price } a session
cost-some = There is a charge.
service-ages = Ages { $from } to { $to }
service-age-from = Age { $from } and over
service-age-to = Up to age { $to }
service-serves = People who live in { $places }
service-anybody = Anybody, as far as we know
service-places = { $n ->
    [one] One place free when last checked
   *[other] { $n } places free when last checked
}
service-wait = { $n ->
    [one] About a week to wait
   *[other] About { $n } weeks to wait
}
service-checked-group = { $n ->
    [0] Checked today by the group.
    [one] Checked yesterday by the group.
   *[other] Checked { $n } days ago by the group.
}
service-checked-officer = { $n ->
    [0] Checked today by an officer.
    [one] Checked yesterday by an officer.
   *[other] Checked { $n } days ago by an officer.
}
service-checked-worker = { $n ->
    [0] Checked today by a link worker who rang.
    [one] Checked yesterday by a link worker who rang.
   *[other] Checked { $n } days ago by a link worker who rang.
}
service-checked-publisher = { $n ->
    [0] Checked today by the list that it comes from.
    [one] Checked yesterday by the list that it comes from.
   *[other] Checked { $n } days ago by the list that it comes from.
}
service-checked-never = Nobody has checked this yet.
service-print = You can print this page: only what matters is put on paper.
error-masked-address = A service whose address must not be public cannot have a venue, a street, a postcode or a point.
conflict-service-was-closed = It was closed already.
service-added = Added to the directory
service-changed = Changed

map-title = Map
map-label = Map of the services in the list
map-show = Show the map
map-hide = Hide the map
map-list = Show the list
map-here = At this spot:
map-here-list = List the services at this spot
layer-title = Show beside
layer-none = Nothing else
layer-counts = How many there are in each borough
layer-missing = Where none is near
layer-deprivation = How deprived small areas are
layer-counts-means = The darker a borough, the more of these services are there. The list can be narrowed to one borough.
layer-missing-means = Coloured, when you look closely enough: none of these services within { $km } km, as the crow flies. Services that come to people and places that are kept private are on no map.
layer-deprivation-means = The darker, the more deprived the area (English Indices of Deprivation { $year }). It says nothing of any one person there.
layer-workers = Link workers
layer-workers-means = Where there are link workers, as far as we know. Press a borough to see how to reach them.
layer-workers-table = The same as a table
layer-workers-live = There now
layer-workers-planned = Planned
layer-workers-nothing = Not known
layer-workers-of = Link workers in { $place }
map-skip = Skip the map
map-help = Move and zoom the map: the list shows what is in it. Everything on the map is in the list too.
map-off-it = Services that come to you, or whose place is kept private, are on no map.
map-everywhere = Show services everywhere
map-failed = The map could not be shown. The list has everything that is on it.
map-behind = The list could not follow the map. Move it again.
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-two-fingers = Use two fingers to move the map
map-ctrl = Use Ctrl and scroll to zoom the map
map-command = Use ⌘ and scroll to zoom the map
map-credit = Borough outlines: National Statistics and Ordnance Survey data © Crown copyright and database right
map-close = Close

service-as-given = This text is as it was given to us.
