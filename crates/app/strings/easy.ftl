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
find-none-there = We found nothing there
find-none-there-text = But you do not have to go anywhere for these:
find-private = Your browser shows you this page. It keeps what you wrote for 30 minutes. We do not keep it. It is not in the web address of this page.
find-private-link = Open this search without your own words. Then you can keep it or send it
find-private-none = There is nothing else here that you can keep or send. Choose what you need help with, or which part of London. Then you get a search that you can keep or send.
find-lost = What you wrote is not here any more. Your browser shows you this page. It keeps what you wrote for 30 minutes at most. Please write it again.
find-loose = Nothing has all your words. These fit best.
find-nowhere = We do not know that place. Try the first half of your postcode, like E15.
find-from-where = You chose how far. Tell us where from. Write a postcode, or the first half of it.
find-beyond = There are { $n } more. Choose something to make the list shorter.
find-urgent = You cannot wait? Get help now

crisis-title = Do you need help now?
crisis-danger = Are you or somebody else in danger? Could somebody die? Ring
crisis-life = Do you want to talk to somebody? The Samaritans listen, day and night. Ring
crisis-abuse = Does somebody hurt you or make you afraid? Do they control what you do? Ring the National Domestic Abuse Helpline, day or night. It is free:
crisis-child = Is somebody hurting a child? Is a child afraid? Anybody under 19 can ring Childline, day and night:
crisis-tonight = Do you have no food, no heating or nowhere to sleep?

now-lead = This page is for when you cannot wait until tomorrow. We show who is open now, and who opens later. We show who you can ring.
now-warmth = To keep warm: heating, gas or electricity
now-eviction = Somebody is making me leave my home
now-holiday = Today is a bank holiday. Times may be different today. Ring before you go.
now-council-bed = Do you have nowhere to sleep tonight? Ring the council that looks after the place where you are. The council must listen to you, day and night. If you have children with you, it must nearly always find you somewhere to stay. Say: “I am homeless tonight.”
now-council-eviction = Your landlord is who you pay rent to. You do not have to leave just because your landlord says so. Nearly always, only a court can make you leave. Get advice first. Do not give back the keys before that.
now-is-later = Open later today
now-is-on = Open in the next days
now-is-unknown = We do not know when they are open: ring first
now-from = Open from { $time }
now-from-on = Open on { $day } from { $time }
now-sent = Somebody has to ask for you. Ask your doctor, an advice centre or the council to do this.
now-none = Nobody in our list says that they help with this. Ring your council. Or look at our page “Help now”.

guide-about = What is hard now?
guide-about-text = You can choose more than one. You do not have to answer every question. You can go on to the next one.
guide-need-text = Choose what would help. If nothing here would help, press “Next”.
guide-who-young = A young person, 11 to 18 years old
guide-language = Which language is best?
guide-near = Where should the help be?
guide-possible = What is needed to go there?
guide-free = It must cost no money
guide-women = It must be for women, or for everybody
guide-access = You or they need
guide-kept = Your browser shows you this page. It keeps your answers for 30 minutes, so that you can go back. We do not keep them.
guide-find = Look for help by yourself
guide-found-text = This comes from your answers. Each one says why we show it.
guide-none = Nothing in our list fits all your answers. You can change your answers. Or you can choose from a list.
guide-unasked = You did not say what it is about. Choose 1 thing or more. Then we can show you something that may help.

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
urgent-nspcc = You are an adult and afraid for a child. You can ring the NSPCC:
urgent-tonight-text =
    Ring your *council*. It looks after the place where you live.
    At night it has another number. It tells you the number when you ring.
urgent-gas = Open the windows. Do not light anything. Ring the National Gas Emergency Service, day or night:
urgent-source =
    We have not rung these numbers to check them.
    We looked at them in November 2026.

privacy-title = Keeping your facts safe

hide-1 = Somebody may look at your phone or your computer. This page says what you can do. It also says what this site cannot do.
hide-2 = Leave this site now
hide-3 = Press “Leave this site”. It is at the top of any page. The page goes empty. Then you see { $site }.
hide-4 = On a keyboard you can press Escape (Esc) instead. Is a list, a box or a window on a map open? Escape closes that first. Then press Escape again. Escape does nothing when you are signed in. It does nothing when scripts are off. Scripts are small programs in a page.
hide-5 = When you leave like this, you are signed out.
hide-6 = This site keeps some things in your browser. One is your language. One is your own list. When you leave like this, they are taken away.
hide-7 = Did you write something and not send it? It is gone.
hide-8 = Your history is the list of pages that you opened. If scripts are on, the page that you left is taken out of it. If scripts are off, that page stays there.
hide-9 = What this site cannot take away
hide-10 = No website can take all of these away for you. Some of them you can take away yourself.
hide-11 = The pages that you opened before stay in your history. Somebody can read their web address there. It may show what you looked for. It may show the name of a place that helps.
hide-12 = Did you come here from a search page? That search stays too.
hide-13 = Files that you saved stay where they are. Pictures of the screen stay too.
hide-14 = Calls and text messages stay on the phone. Some are on the phone bill too.
hide-15 = Somebody looks after the wifi at home or at work. They may see that you came here. They do not see what you read. Does the computer or phone belong to your work? Then they may see all that you read.
hide-16 = Do you share an account with somebody? Your history may show on another phone or screen.
hide-17 = Somebody may have put an app on your phone to watch you. The app sees all that you do. Nothing on this page helps against it. Use a phone or computer that they cannot get to. For example, use one in a library.
hide-18 = Take pages out of your history
hide-19 = Only take out the pages that you want to hide. If all of it is gone, somebody who looks may ask why.
hide-20 = Chrome: press the 3 dots. Then press History. Press the cross next to a page. Or tick the page and press Delete.
hide-21 = Safari on a phone: press the book. Then press the clock. Put your finger on a line and move it to the left. Then press Delete.
hide-22 = Firefox: press the 3 lines. Then press History. Press the dots next to a page. Or press on the page with the right button of the mouse. Then choose Delete.
hide-23 = Edge: press the 3 dots. Then press History. Press the cross next to a page.
hide-24 = Samsung: press the 3 lines. Then press History. Hold your finger on a page in the list. Then press Delete.
hide-26 = When you close a private window, it keeps no history. In Chrome it is called Incognito. In Edge it is called InPrivate. In Samsung it is called Secret. In Safari and Firefox it is called Private.
hide-27 = Close it when you have read enough. It does not hide you from who looks after the wifi. It does not hide you from an app that watches you.
hide-29 = Does somebody hurt you, or watch what you do? These people know what helps. You can ring day and night. It is free:
hide-30 = Are you in danger now? Ring:

what-1 = Some things make us ill, and a doctor cannot put them right. You may owe money. Your home may be cold. You may have days with nobody to talk to.
what-2 = A link worker is somebody who has time to listen. They ask what is important to you. Then they help you find people and places near you. The first time, they may come with you. This is called social prescribing.
what-3 = What happens
what-4 = You meet, or you talk on the phone. You can do it more than once.
what-5 = You say what you want to change.
what-6 = You and the link worker choose what to try first.
what-7 = It is free. You can stop when you want.
what-9 = Mr Gittens is 84. He lives in a care home. He sat in his room and said almost nothing.
what-10 = A link worker came to see him. She looked at a lot of old music on paper. He had played the piano in dance halls for 30 years. Nobody had asked him.
what-11 = Near his home she found a church hall. It had a piano that nobody used. Now he plays there every week. People come to sing. His knees are still bad. He has friends.
what-12 = We made up this story. Mr Gittens is not a real person.
what-14 = Ask the people at the front desk where your doctor works. They can give your name to a link worker.
what-15 = Ask somebody who helps you now. They may be at the hospital or the job centre. They may be at the school or the housing office.
what-16 = You can join a group without a link worker. Most groups are glad if you just ring them.
what-17 = Find groups and help near you
what-18 = You cannot wait? Numbers to ring now

languages-title = Languages of this site
languages-lead = You can read this site in these languages.
languages-help-title = How you can help
languages-help-text =
    Do you use Easy Read?
    Tell us which words are hard.
    Tell the people who run this site.
