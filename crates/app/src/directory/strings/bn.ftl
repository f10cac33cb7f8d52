nav-directory = খুঁজুন
find-title = আপনার কাছাকাছি সাহায্য খুঁজুন
find-words = কী পেলে আপনার উপকার হবে?
find-words-hint = যেমন গানের দল, ঋণ, কথা বলার মানুষ
find-near = কোন জায়গার কাছে
find-near-hint = পোস্টকোড বা তার প্রথম অংশ, যেমন E15
find-filters = { $n ->
    [0] আরও বাছাই
   *[other] আরও বাছাই ({ $n }টি চালু)
}
find-within = কত দূরে
find-any-distance = যেকোনো দূরত্ব
find-within-km = { $km } কিমির মধ্যে
find-borough = কাউন্সিল এলাকা (borough)
find-any-borough = যেকোনো কাউন্সিল এলাকা
find-need = কীসে সাহায্য করে
find-any-need = যেকোনো কিছু
find-day = দিন
find-any-day = যেকোনো দিন
find-language = সেখানে কোন ভাষা বলা হয়
find-any-language = যেকোনো ভাষা
find-free = ফ্রি, টাকা লাগে না
find-button = খুঁজুন
find-by-need = মানুষের প্রয়োজন অনুযায়ী দেখুন
find-chips = যা যা বাছাই করা আছে; কোনোটি চাপলে সেটি বাদ যাবে
find-remove = বাদ দিন
find-results = যা পাওয়া গেছে
find-total = { $n }টি সার্ভিস
find-unsure = শেষের { $n }টি আপনার সব বাছাইয়ের সাথে মেলে কি না, আমরা জানি না।
find-shown = { $first } থেকে { $last }
find-loose = আপনার সব শব্দ কোনোটিতেই নেই। এগুলোতে কিছু কিছু আছে।
find-middle = { $place } এলাকার কাছে: দূরত্ব মাপা হয়েছে মোটামুটি তার মাঝখান থেকে, সোজা লাইনে।
find-km = { $km } কিমি
find-checked = { $n ->
    [0] আজ যাচাই করা হয়েছে
    [one] গতকাল যাচাই করা হয়েছে
   *[other] { $n } দিন আগে যাচাই করা হয়েছে
}
find-pages = ফলাফলের পাতা
find-earlier = আগের পাতা
find-later = পরের পাতা
find-page = পাতা { $n }
find-nowhere = জায়গাটি আমরা চিনি না, তাই ফলাফল দূরত্ব অনুযায়ী সাজানো নেই। পোস্টকোডের প্রথম অংশ লিখে দেখুন, যেমন E15, অথবা কাউন্সিল এলাকার নাম।
find-none = কিছু পাওয়া যায়নি
find-none-text = তার মানে এই নয় যে কিছুই নেই: আমাদের তালিকা সম্পূর্ণ নয়। কম শব্দ দিয়ে খুঁজে দেখুন, অথবা:
find-urgent = অপেক্ষা করা সম্ভব না হলে: জরুরি সাহায্য, দিনরাত সব সময়
chip-words = “{ $words }”
chip-near = কাছাকাছি: { $place }
chip-within = { $km } কিমির মধ্যে
chip-borough = { $place } এলাকায়
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = ফ্রি
chip-part = ম্যাপের যেটুকু দেখা যাচ্ছে তার মধ্যে
try-wider = { $km } কিমির মধ্যে খুঁজুন ({ $n })
try-anywhere = যেকোনো দূরত্বে খুঁজুন ({ $n })
try-everywhere = শুধু ম্যাপের এই অংশে নয়, সব জায়গায় খুঁজুন ({ $n })
try-any-borough = যেকোনো কাউন্সিল এলাকায় ({ $n })
try-any-day = যেকোনো দিনে খুঁজুন ({ $n })
try-not-free = যেগুলোতে টাকা লাগে সেগুলোও ({ $n })
try-any-language = যেকোনো ভাষায় ({ $n })
try-any-need = যে প্রয়োজনেই সাহায্য করুক ({ $n })
try-without-words = আপনার লেখা শব্দ বাদ দিয়ে একই খোঁজ ({ $n })
by-need-title = প্রয়োজন অনুযায়ী দেখুন
by-need-lead = যেটি আপনার সবচেয়ে কাছাকাছি মনে হয় সেটি বেছে নিন। পুরোপুরি মিলতে হবে, এমন নয়।
by-need-none = আমাদের তালিকায় এখনো কিছু নেই

places-title = কাউন্সিল এলাকা (borough) অনুযায়ী দেখুন
places-lead = তালিকায় { $n }টি সার্ভিস আছে।
places-means = একটি সার্ভিস যে কাউন্সিল এলাকায় আছে সেখানে গোনা হয়, আর যেসব এলাকার মানুষের জন্য সেসব এলাকাতেও। তাই একটি সার্ভিস একাধিকবার গোনা হতে পারে। কোনো এলাকায় এখানে যা আছে তার চেয়ে বেশি থাকতে পারে: আমাদের তালিকা সম্পূর্ণ নয়।
places-none = আমাদের তালিকা এখনো খালি।
places-nowhere-title = কাউন্সিল এলাকার উল্লেখ নেই
places-nowhere = { $n }টি সার্ভিস কোথায়, তা বলা নেই।
places-nowhere-comes = এর মধ্যে { $n }টি মানুষের কাছে আসে, অথবা ফোনে বা অনলাইনে হয়।
places-nowhere-more = আরও { $n }টি আছে সব সার্ভিসের তালিকায়
places-empty = তালিকায় এখনো কিছু নেই
place-title = { $place } এলাকায় সাহায্য
place-lead = { $n }টি সার্ভিস এখানে আছে, অথবা এখানকার বাসিন্দাদের জন্য।
place-words = { $place } এলাকায় কী পেলে আপনার উপকার হবে?
place-needs = কীসে সাহায্য আছে
place-all-needs = সব { $n } ধরনের প্রয়োজন, আর প্রতিটিতে কতটি সার্ভিস সাহায্য করে
place-missing = { $n } ধরনের প্রয়োজনের জন্য এখানে তালিকায় কিছু নেই
place-nearest = সবচেয়ে কাছে: { $place }
place-other = শুধু এমন সার্ভিস আছে যার কাউন্সিল এলাকার উল্লেখ নেই
place-known = এগুলো সম্পর্কে যা জানা আছে
place-what = কী
place-yes = হ্যাঁ
place-no = না
place-unknown = উল্লেখ নেই
place-free = ফ্রি
place-step-free = সিঁড়ি ছাড়া ঢোকার পথ
place-evening = সন্ধ্যায়
place-weekend = শনি-রবিবারে
place-there = যেখানে যাওয়া যায়
place-comes = আপনার কাছে আসে, অথবা ফোনে বা অনলাইনে
place-masked = ঠিকানা প্রকাশ করা হয় না
place-unsaid = কাউন্সিল এলাকার কোথায়, উল্লেখ নেই
place-elsewhere = অন্য কাউন্সিল এলাকায়, এখানকার বাসিন্দাদের জন্য
place-coming = যেগুলো আপনার কাছে আসে, অথবা ফোনে বা অনলাইনে হয়
place-coming-more = আরও { $n }টি আছে পুরো তালিকায়
place-languages = সেখানে যেসব ভাষা বলা হয়
place-silent = { $n }টি সার্ভিস জানায়নি সেখানে কোন ভাষা বলা হয়। জিজ্ঞেস করুন।
place-cards = সবশেষে যাচাই করা
place-all = { $place } এলাকার সব সার্ভিস: { $n }টি
place-means = এই সংখ্যাগুলোর মানে
place-means-services = সার্ভিস
place-means-services-text = খোলা আছে এমন সব সার্ভিস, যারা বলেছে তারা { $place } এলাকায় আছে বা সেখানকার বাসিন্দাদের জন্য। একটি সার্ভিসের কয়েকটি গ্রুপ বা দিন থাকলেও একবারই গোনা হয়।
place-means-needs-text = সার্ভিসগুলো নিজেরা যা বলেছে। একটি সার্ভিস কয়েকটি প্রয়োজনে সাহায্য করতে পারে, তাই সব যোগ করলে সংখ্যাটি মোট সার্ভিসের চেয়ে বেশি হয়।
place-means-unknown-text = কেউ আমাদের জানায়নি। এটিকে কখনো “না” ধরা হয় না। ফ্রি কিছু বা কোনো ভাষা দিয়ে খুঁজলে এগুলোও দেখানো হয়, সবার শেষে।
place-means-when-text = সন্ধ্যা ছয়টার পরে কিছু হয়; অথবা শনিবার বা রবিবারে। কোন দিন বা কয়টা পর্যন্ত, তা কেউ না জানালে “উল্লেখ নেই” লেখা থাকে।
place-means-languages-text = সার্ভিস যাঁরা চালান তাঁরা যেসব ভাষা বলেন, তাঁদের নিজেদের কথায়। কয়েকটি ভাষা থাকলে সার্ভিসটি প্রতিটিতেই গোনা হয়।
place-means-cards-text = যে দশটির তথ্য সবশেষে যাচাই হয়েছে, গ্রুপ নিজে বা কোনো কর্মকর্তার হাতে। এগুলো কতটা ভালো, তা এতে বোঝা যায় না।
place-means-near = সবচেয়ে কাছে
place-means-near-text = কাউন্সিল এলাকার মাঝখান থেকে মাঝখান পর্যন্ত, সোজা লাইনে মাপা।
place-map = { $place } এলাকার সার্ভিসের ম্যাপ
place-map-help = ম্যাপে যা আছে তার সবই সব সার্ভিসের তালিকাতেও আছে।
place-none = { $place } এলাকার জন্য তালিকায় এখনো কিছু নেই
place-none-text = তার মানে এই নয় যে কিছুই নেই: আমাদের তালিকা সম্পূর্ণ নয়। কাছাকাছি যা আছে, তা এখানে।
place-near = কাছের কাউন্সিল এলাকা

why-words = লেখা আছে: { $words }
why-words-like = এর কাছাকাছি কিছু লেখা আছে: { $words }
why-need = সাহায্য করে: { $need }
why-km = প্রায় { $km } কিমি দূরে
why-km-from = প্রায় { $km } কিমি দূরে, { $place } থেকে
why-comes = আপনার কাছে আসে, অথবা ফোনে বা অনলাইনে হয়
why-free = ফ্রি
why-price = প্রতিবার { $price }
why-costs = টাকা লাগে
why-language = এই ভাষা বলা হয়: { $language }
why-day = { $day } হয়
why-access = আছে: { $what }
why-full = এখন জায়গা খালি নেই
why-paused = এখন এখানে কাউকে পাঠানো হচ্ছে না
unknown-cost = জানা নেই: কত টাকা লাগে
unknown-languages = জানা নেই: কোন ভাষা বলা হয়
unknown-days = জানা নেই: কোন কোন দিন
unknown-access = জানা নেই: { $what }
unknown-masked = ঠিকানা প্রকাশ করা হয় না, তাই দূরত্ব বলা যায় না
unknown-place = জানা নেই: ঠিক কোথায়
unknown-checked = { $days } দিন ধরে যাচাই করা হয়নি
unknown-checked-never = কখনো যাচাই করা হয়নি: আগে জিজ্ঞেস করুন
unknown-reached = কিছুদিন আগে একজন যোগাযোগের চেষ্টা করে কাউকে পাননি

day-mon = সোমবার
day-tue = মঙ্গলবার
day-wed = বুধবার
day-thu = বৃহস্পতিবার
day-fri = শুক্রবার
day-sat = শনিবার
day-sun = রবিবার
every-fortnight = দুই সপ্তাহে একবার
every-once = একবার
every-1st = মাসের প্রথম
every-2nd = মাসের দ্বিতীয়
every-3rd = মাসের তৃতীয়
every-4th = মাসের চতুর্থ
every-last = মাসের শেষ

access-step-free = সিঁড়ি ছাড়া ঢোকার পথ
access-toilet = প্রতিবন্ধীদের উপযোগী টয়লেট
access-lift = লিফট
access-parking = গাড়ি রাখার জায়গা
access-hearing-loop = কম শোনেন যাঁরা তাঁদের জন্য শোনার ব্যবস্থা (hearing loop)
access-bsl = ব্রিটিশ ইশারা ভাষা (BSL)
access-large-print = বড় অক্ষরে ছাপা
access-quiet-room = নিরিবিলি ঘর
access-creche = ছোট বাচ্চা রাখার ব্যবস্থা (crèche)
access-home-visits = বাড়িতে এসে দেখা করা
access-online = অনলাইনে
access-telephone = ফোনে
gender-women = শুধু মহিলাদের জন্য
gender-men = শুধু পুরুষদের জন্য
gender-lgbt = LGBT মানুষদের জন্য
route-self = সরাসরি চলে যান, বা নিজে যোগাযোগ করুন
route-any = নিজে যোগাযোগ করুন, বা কাউকে রেফার করতে বলুন
route-professional = কোনো পেশাদার কর্মীর (যেমন GP) রেফারেল লাগবে

not-known = জানা নেই।
service-run-by = চালায়: { $provider }
service-closed = এই সার্ভিস বন্ধ হয়ে গেছে।
service-full = এখন জায়গা খালি নেই। ওয়েটিং লিস্ট আছে কি না জিজ্ঞেস করুন।
service-what = সেখানে কী হয়
service-when = কখন
service-where = কোথায়
service-cost = খরচ
service-who = কারা যেতে পারেন
service-how = কীভাবে যাবেন
service-languages = ভাষা
service-contact = যোগাযোগ
service-access = ঢোকা ও অংশ নেওয়ার সুবিধা
service-needs = কীসে সাহায্য করে
service-has-not = নেই:
service-not-known = জানা নেই, আগে জিজ্ঞেস করুন:
service-ask-first = যাওয়ার আগে জিজ্ঞেস করুন।
service-masked = সেখানকার মানুষের নিরাপত্তার জন্য ঠিকানা প্রকাশ করা হয় না। যোগাযোগ করুন, তাঁরা আপনাকে জানাবেন।
service-masked-short = ঠিকানা প্রকাশ করা হয় না
service-comes = তাঁরা আপনার কাছে আসেন, অথবা ফোনে বা অনলাইনে হয়।
service-comes-short = আপনার কাছে আসে বা ফোনে হয়
service-way = পথ চিনতে সাহায্য লাগলে তাঁদের জিজ্ঞেস করুন: কীভাবে যোগাযোগ করবেন তা এই পাতায় আছে।
service-map-label = এটি কোথায় তার ম্যাপ
service-map-help-in = { $borough } এলাকায় এটি মোটামুটি কোথায়, চিহ্নটি তা দেখায়। এই ম্যাপে রাস্তা নেই: ঠিকানা দেখে যান।
service-map-help = এটি মোটামুটি কোথায়, চিহ্নটি তা দেখায়। এই ম্যাপে রাস্তা নেই: ঠিকানা দেখে যান।
service-map-failed = ম্যাপ দেখানো গেল না। ঠিকানা দেখে যান।
service-approximate = ম্যাপে আর দূরত্বের হিসাবে এর জায়গা মোটামুটি, একদম সঠিক নয়।
service-also = এখানেও হয়:
cost-free = ফ্রি
cost-price = প্রতিবার { $price }
cost-some = টাকা লাগে।
service-ages = বয়স { $from } থেকে { $to }
service-age-from = বয়স { $from } বা তার বেশি
service-age-to = বয়স { $to } পর্যন্ত
service-serves = যাঁরা এখানে থাকেন: { $places }
service-anybody = আমাদের জানামতে, যে কেউ
service-places = শেষ যাচাইয়ের সময় { $n }টি জায়গা খালি ছিল
service-wait = প্রায় { $n } সপ্তাহ অপেক্ষা করতে হয়
service-checked-group = { $n ->
    [0] গ্রুপ নিজে আজ যাচাই করেছে।
    [one] গ্রুপ নিজে গতকাল যাচাই করেছে।
   *[other] গ্রুপ নিজে { $n } দিন আগে যাচাই করেছে।
}
service-checked-officer = { $n ->
    [0] একজন কর্মকর্তা আজ যাচাই করেছেন।
    [one] একজন কর্মকর্তা গতকাল যাচাই করেছেন।
   *[other] একজন কর্মকর্তা { $n } দিন আগে যাচাই করেছেন।
}
service-checked-worker = { $n ->
    [0] একজন সহায়তা কর্মী আজ ফোন করে যাচাই করেছেন।
    [one] একজন সহায়তা কর্মী গতকাল ফোন করে যাচাই করেছেন।
   *[other] একজন সহায়তা কর্মী { $n } দিন আগে ফোন করে যাচাই করেছেন।
}
service-checked-publisher = { $n ->
    [0] যে তালিকা থেকে এটি এসেছে, তারা আজ যাচাই করেছে।
    [one] যে তালিকা থেকে এটি এসেছে, তারা গতকাল যাচাই করেছে।
   *[other] যে তালিকা থেকে এটি এসেছে, তারা { $n } দিন আগে যাচাই করেছে।
}
service-checked-never = এটি এখনো কেউ যাচাই করেননি।
service-print = এই পাতা প্রিন্ট করা যায়: শুধু দরকারি অংশই কাগজে ছাপা হবে।

map-title = ম্যাপ
map-label = তালিকার সার্ভিসগুলোর ম্যাপ
map-show = ম্যাপ দেখান
map-hide = ম্যাপ লুকান
map-list = তালিকা দেখান
map-here = এই জায়গায়:
map-here-list = এই জায়গার সার্ভিসগুলোর তালিকা দেখান
map-skip = ম্যাপ বাদ দিয়ে এগিয়ে যান
map-help = ম্যাপ সরান, ছোট-বড় করুন: ম্যাপে যা আছে, তালিকায় তা-ই দেখাবে। ম্যাপের সবকিছু তালিকাতেও আছে।
map-off-it = যেসব সার্ভিস আপনার কাছে আসে, বা যাদের ঠিকানা গোপন রাখা হয়, সেগুলো কোনো ম্যাপে নেই।
map-everywhere = সব জায়গার সার্ভিস দেখান
map-failed = ম্যাপ দেখানো গেল না। ম্যাপে যা আছে তার সবই তালিকায় আছে।
map-behind = ম্যাপের সাথে সাথে তালিকা বদলানো গেল না। ম্যাপটি আবার সরান।
map-zoom-in = বড় করুন
map-zoom-out = ছোট করুন
map-two-fingers = ম্যাপ সরাতে দুই আঙুল ব্যবহার করুন
map-ctrl = ম্যাপ ছোট-বড় করতে Ctrl চেপে স্ক্রল করুন
map-command = ম্যাপ ছোট-বড় করতে ⌘ চেপে স্ক্রল করুন
map-credit = কাউন্সিল এলাকার সীমানা: National Statistics ও Ordnance Survey-র তথ্য © Crown copyright and database right
map-close = বন্ধ করুন

service-as-given = এই লেখাটি ইংরেজিতে, আমাদের যেমন দেওয়া হয়েছে।
