# Easy Read: the main pages for people who find reading hard.
#
# One idea a line. Short words. In a text of several lines a hard word stands between *stars* and is explained at once; each line is a line on the page.
# Labels and links have one line and no stars. What is not here is shown in plain English.

skip-to-content = Go to the main part of this page
nav-find = Find help
nav-sign-in = For staff
nav-urgent = Help now
nav-accessibility = Can everybody use this site?
nav-privacy = Keeping your facts safe
nav-languages = Languages
languages-label = Languages
words-label = About the words on this page
words-unchecked = People who use Easy Read have not checked these words yet.
words-plain = This page is not in Easy Read yet. It is in plain English.
words-help = See how you can help
comma = ,
back = Back
back-label = The page before

home-title = People and places near you
home-lead =
    This site helps you find *support* near you.
    Support is help with your life.
    You may feel alone.
    You may need money or a home.
    You may want something to do.
    Some people can go with you the first time.
find-words = What would help you?
home-near = Your postcode, or the first half of it. It is at the end of your address.
find-button = Find
find-by-need = Choose from a list
places-title = Choose where you live
home-urgent = I need help now
home-urgent-text = You can ring these numbers now. Most of them answer day and night.
home-staff = I work with people
home-staff-text =
    This part is for staff.
    You need a password.

find-title = Find help near you
find-words-hint = You can write: singing, money, somebody to talk to
find-near = Near where?
find-near-hint = Your postcode, or the first half of it, like E15
find-here = Near me
find-here-waiting = Please wait …
find-here-failed = We do not know where you are. Write your postcode, or the first half of it, like E15.
find-within = How far away?
find-any-distance = It does not matter
find-borough = Which part of London?
find-any-borough = Any part
find-need = What do you need help with?
find-any-need = Anything
find-day = Which day?
find-any-day = Any day
find-language = Which language do they speak?
find-any-language = Any language
find-free = It costs no money
find-results = What we found
find-earlier = Page before
find-later = Next page
find-none = We found nothing
find-none-text = There may still be help. Our list does not have everything. You can try again with fewer words.
find-loose = Nothing has all your words. These fit best.
find-nowhere = We do not know that place. Try the first half of your postcode, like E15.
find-urgent = You cannot wait? Get help now

by-need-title = What do you need help with?
by-need-lead =
    Choose what is most like what you need.
    You can choose more than one, one after the other.
by-need-none = we have nothing in our list yet

not-known = We do not know.
service-what = What you can do there
service-when = When it is
service-where = Where it is
service-cost = How much it costs
service-who = Who can come
service-how = How to start
service-languages = Languages
service-contact = How to ask them
service-access = Getting in
service-needs = What it helps with
service-closed = This has closed. You cannot go there any more.
service-full = It is full now. You can ask to be on a waiting list. They tell you when there is a place for you.
service-has-not = They do not have:
service-not-known = We do not know about these. Ask them first:
service-ask-first = Ask them before you go.
service-masked = We do not show the address. This keeps people there safe. Ask them and they will tell you.
service-comes = They come to you. Or they help by telephone or online.
service-anybody = Anybody, as far as we know
service-also = It is here too:
service-print = You can print this page.
service-problem = Something here is wrong
service-checked-never = Nobody has checked this yet.
cost-free = It is free. You pay nothing.
cost-some = You have to pay.
route-self = You can just go. Or you can ask them first.
route-any = You can ask them yourself. Or somebody can ask for you.
route-professional = Somebody like a doctor or a nurse has to ask for you.

urgent-title = Help now
urgent-life = Somebody may die
urgent-life-text =
    Ring 999 now.
    If you cannot speak, press 55 when they ask.
urgent-999 = Police, ambulance, fire:
urgent-die = I hurt myself, or I want to die
urgent-mind = The NHS. Choose mental health (2). That is about your feelings and your mind. Day and night:
urgent-ill = I am ill or hurt
urgent-hurts = Somebody hurts me or makes me afraid
urgent-hurts-text =
    This can be *domestic abuse*.
    Your telephone may show who you rang.
urgent-child = A child is not safe
urgent-tonight = No food, or nowhere to sleep
urgent-power = I smell gas, or there is no power
urgent-speak = If you cannot hear, or speak another language
urgent-nhs =
    You are ill. It is not an *emergency*.
    An emergency is when somebody may die.
    You can choose mental health. That is about your feelings and your mind. Ring:
urgent-samaritans =
    You feel very bad and want to talk.
    The Samaritans listen, day and night. Ring:
urgent-shout =
    You do not want to talk on the telephone.
    Send a text message, day or night.
    Write the word SHOUT and send it to:
urgent-abuse =
    Somebody at home hurts you or makes you afraid.
    You can ring day or night:
urgent-childline =
    You are under 19.
    You can talk to Childline. Ring:
urgent-tonight-text =
    Ring your *council*. It looks after the place where you live.
    At night it has another number. It tells you the number when you ring.
urgent-source =
    We have not rung these numbers to check them.
    We looked at them in November 2026.

privacy-title = Keeping your facts safe

languages-title = Languages of this site
languages-lead = You can read this site in these languages.
languages-help-title = How you can help
languages-help-text =
    Do you use Easy Read?
    Tell us which words are hard.
    Tell the people who run this site.
