nav-directory = تلاش
find-title = اپنے قریب مدد ڈھونڈیں
find-words = کس چیز سے مدد ملے گی؟
find-words-hint = مثلاً گانا، قرض، تنہائی
find-near = کس جگہ کے قریب
find-near-hint = پوسٹ کوڈ یا اس کا پہلا حصہ، جیسے E15
find-here = میرے قریب
find-here-waiting = دیکھ رہے ہیں آپ کہاں ہیں …
find-here-failed = آپ کے براؤزر نے نہیں بتایا کہ آپ کہاں ہیں۔ پوسٹ کوڈ یا کسی بورو کا نام لکھیں۔
find-filters = { $n ->
    [0] مزید آپشن
   *[other] مزید آپشن ({ $n } چنے ہوئے)
}
find-within = کتنی دور
find-any-distance = جتنی بھی دور ہو
find-within-km = { $km } کلومیٹر کے اندر
find-borough = بورو (کونسل کا علاقہ)
find-any-borough = کوئی بھی بورو
find-need = کس ضرورت میں مدد
find-any-need = کوئی بھی ضرورت
find-day = دن
find-any-day = کوئی بھی دن
find-language = وہاں بولی جانے والی زبان
find-any-language = کوئی بھی زبان
find-time = دن کا وقت
find-any-time = کسی بھی وقت
find-free = مفت
find-for = صرف کن لوگوں کے لیے
find-anybody = کوئی بھی
find-age = اس شخص کی عمر
find-route = کیا کسی کا آپ کو بھیجنا ضروری ہے؟
find-any-route = کوئی فرق نہیں
route-yes = بس آ جائیں، یا خود رابطہ کریں
route-no = کسی کا آپ کو بھیجنا ضروری ہے
find-room = ابھی جگہ ہے
find-holidays = اسکول کی چھٹیوں میں بھی
find-bank-holidays = سرکاری چھٹیوں میں بھی
find-remote = فون پر، آن لائن یا آپ کے گھر پر
find-access = وہاں آپ کو کیا چاہیے
find-counts = گنتی میں صرف وہ سروسز ہیں جنہوں نے یہ بات بتائی ہے۔ جنہوں نے نہیں بتائی وہ فہرست کے آخر میں آتی ہیں اور گنی نہیں جاتیں۔
find-button = ڈھونڈیں
find-not-sure = سمجھ نہیں آ رہا؟ پانچ سوال
find-by-need = لوگوں کی ضرورتوں کے حساب سے دیکھیں
find-chips = چنے ہوئے آپشن؛ کسی کو ہٹانے کے لیے اسے دبائیں
find-remove = ہٹائیں
find-results = نتیجے
find-total = { $n ->
    [one] ایک سروس
   *[other] { $n } سروسز
}
find-unsure = { $n ->
    [one] ان میں سے ایک کے بارے میں، جو آخر میں ہے، ہمیں معلوم نہیں کہ وہ ہر آپشن پر پوری اترتی ہے یا نہیں۔
   *[other] ان میں سے { $n } کے بارے میں، جو آخر میں ہیں، ہمیں معلوم نہیں کہ وہ ہر آپشن پر پوری اترتی ہیں یا نہیں۔
}
find-shown = { $first } سے { $last } تک
find-loose = کسی میں بھی آپ کے سارے لفظ نہیں ہیں۔ یہ سب سے زیادہ ملتے ہیں۔
find-middle = { $place } کے قریب: فاصلہ تقریباً اس جگہ کے بیچ سے، سیدھی لکیر میں ہے۔
find-km = { $km } کلومیٹر
find-checked = { $n ->
    [0] آج چیک کیا گیا
    [one] ایک دن پہلے چیک کیا گیا
   *[other] { $n } دن پہلے چیک کیا گیا
}
find-pages = نتیجوں کے صفحے
find-earlier = پچھلا
find-later = اگلا
find-page = صفحہ { $n }
find-nowhere = ہم یہ جگہ نہیں جانتے، اس لیے نتیجے فاصلے کے حساب سے نہیں ہیں۔ پوسٹ کوڈ کا پہلا حصہ لکھ کر دیکھیں، جیسے E15، یا کسی بورو کا نام۔
find-from-where = آپ نے فاصلہ چنا ہے۔ لکھیں کہ کہاں سے: پوسٹ کوڈ یا اس کا پہلا حصہ۔
find-beyond = { $n } اور ہیں۔ فہرست چھوٹی کرنے کے لیے کچھ اور چنیں۔
find-none = کچھ نہیں ملا
find-none-text = اس کا مطلب یہ نہیں کہ کچھ ہے ہی نہیں: ہماری فہرست مکمل نہیں ہے۔ کم لفظ لکھ کر دیکھیں، یا:
find-none-there = وہاں کچھ نہیں ملا
find-none-there-text = مگر ان کے لیے آپ کو کہیں جانا نہیں پڑتا:
find-remote-title = کہیں جانے کی ضرورت نہیں: فون پر، آن لائن یا آپ کے گھر پر
find-remote-all = سب { $n } دیکھیں
find-private = آپ نے جو لکھا وہ اس صفحے کے پتے میں نہیں ہے۔ آپ کا اپنا براؤزر اسے آدھا گھنٹہ رکھتا ہے۔ ہم نہیں رکھتے۔
find-lost = آپ نے جو لکھا تھا وہ اب یہاں نہیں ہے۔ آپ کا براؤزر اسے زیادہ سے زیادہ آدھا گھنٹہ رکھتا ہے۔ براہِ کرم دوبارہ لکھیں۔
find-age-wrong = عمر سالوں میں لکھیں، 0 سے 120 تک کوئی عدد
find-private-link = یہی تلاش اپنے لفظوں کے بغیر کھولیں، تاکہ اسے رکھ سکیں یا آگے بھیج سکیں
find-long = آپ نے کافی لکھا ہے، کوئی بات نہیں۔ ہم نے پہلے { $n } لفظوں کے مطابق تلاش کیا۔
crisis-title = کیا آپ کو ابھی فوراً مدد چاہیے؟
crisis-danger = آپ خطرے میں ہیں، یا کسی کی جان خطرے میں ہے؟ فون کریں:
crisis-life = کسی سے بات کرنے کے لیے، دن ہو یا رات: Samaritans،
crisis-abuse = کوئی آپ کو مارتا یا تکلیف دیتا ہے، ڈراتا ہے یا قابو میں رکھتا ہے؟ گھریلو تشدد اور بدسلوکی کی قومی ہیلپ لائن (National Domestic Abuse Helpline)، مفت، دن رات:
crisis-child = کسی بچے کو مارا یا تکلیف دی جا رہی ہے، یا وہ ڈرا ہوا ہے؟ Childline، 19 سال سے کم عمر کسی کے لیے بھی، دن رات:
crisis-tonight = کھانا نہیں، گھر گرم نہیں، یا سونے کی جگہ نہیں؟
crisis-tonight-link = دیکھیں اس وقت کون کھلا ہے
now-title = آج مدد
now-lead = اس کے لیے جو کل تک نہیں رک سکتا۔ ہم دکھاتے ہیں کہ ابھی کون کھلا ہے، کون آج بعد میں کھلے گا، اور آپ کسے فون کر سکتے ہیں۔
now-what = آپ کو کیا چاہیے؟
now-food = کھانا
now-warmth = گرمائش: ہیٹنگ، گیس یا بجلی
now-bed = آج رات کے لیے بستر
now-eviction = مجھے گھر سے نکالا جا رہا ہے
now-near = آپ کہاں ہیں؟
now-button = دکھائیں کون مدد کر سکتا ہے
now-holiday = آج سرکاری چھٹی (bank holiday) ہے۔ جانے سے پہلے فون کر لیں: وقت مختلف ہو سکتے ہیں۔
now-council-bed = اگر آج رات آپ کے پاس سونے کی جگہ نہیں تو جس علاقے میں آپ اس وقت ہیں وہاں کی کونسل (council) کو فون کریں۔ دن ہو یا رات، آپ کی بات سننا ان پر لازم ہے، اور اگر آپ کے ساتھ بچے ہیں تو تقریباً ہر صورت میں آپ کے لیے جگہ ڈھونڈنا ان پر لازم ہے۔ کہیں: “میں آج رات بے گھر ہوں۔” (انگریزی میں: “I am homeless tonight.”)
now-council-eviction = صرف مالک مکان کے کہنے پر گھر چھوڑنا آپ پر لازم نہیں۔ تقریباً ہر صورت میں صرف عدالت ہی آپ کو نکلنے پر مجبور کر سکتی ہے۔ مشورہ لینے سے پہلے چابیاں واپس نہ دیں۔
now-is-open = ابھی کھلی ہیں
now-is-later = آج بعد میں
now-is-on = اگلے چند دنوں میں
now-is-unknown = ہمیں معلوم نہیں کب: پہلے فون کر لیں
now-until = { $time } تک کھلی ہے
now-from = { $time } سے
now-from-on = { $day }، { $time } سے
now-sent = ضروری ہے کہ کوئی آپ کو یہاں بھیجے: اپنے GP، مشورے کے کسی مرکز (advice centre) یا کونسل سے کہیں۔
now-more = { $n ->
    [one] ایک اور ہے۔
   *[other] { $n } اور ہیں۔
}
now-none = ہماری فہرست میں کسی نے نہیں بتایا کہ وہ اس میں مدد کرتے ہیں۔ اپنی کونسل کو فون کریں، یا فوری مدد کا صفحہ دیکھیں۔
now-find = کچھ اور ڈھونڈیں
find-urgent = اگر انتظار نہیں ہو سکتا: فوری مدد
chip-words = “{ $words }”
chip-near = { $place } کے قریب
chip-here = جہاں آپ ہیں اس کے قریب
chip-within = { $km } کلومیٹر کے اندر
chip-borough = { $place } میں
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = مفت
chip-time = { $part }
chip-age = عمر { $age } سال
chip-for = { $who }
chip-walk-in = بس آ جائیں
chip-room = جگہ ہے
chip-holidays = اسکول کی چھٹیوں میں
chip-bank-holidays = سرکاری چھٹیوں میں
chip-remote = کہیں جانا نہیں پڑتا
chip-access = { $what }
chip-part = نقشے کے اس حصے میں جو نظر آ رہا ہے
try-wider = { $km } کلومیٹر کے اندر دیکھیں ({ $n })
try-anywhere = ہر فاصلے پر دیکھیں ({ $n })
try-everywhere = ہر جگہ دیکھیں، صرف نقشے کے اس حصے میں نہیں ({ $n })
try-any-borough = ہر بورو میں ({ $n })
try-any-day = ہر دن دیکھیں ({ $n })
try-not-free = وہ بھی جن میں کچھ خرچ ہوتا ہے ({ $n })
try-any-language = کسی بھی زبان میں ({ $n })
try-any-time = دن کے کسی بھی وقت ({ $n })
try-any-access = جگہ کیسی بھی ہو ({ $n })
try-referred = وہ بھی جہاں کسی کا آپ کو بھیجنا ضروری ہے ({ $n })
try-not-sent = وہ بھی جہاں آپ بس آ سکتے ہیں ({ $n })
try-full = وہ بھی جن میں اس وقت جگہ نہیں ({ $n })
try-any-age = کسی بھی عمر کے لیے ({ $n })
try-anybody = کسی کے لیے بھی ({ $n })
try-any-need = ضرورت کوئی بھی ہو ({ $n })
try-term-time = اسکول کی چھٹیوں میں ہو یا نہ ہو ({ $n })
try-not-bank-holidays = سرکاری چھٹیوں میں ہو یا نہ ہو ({ $n })
try-to-go-to = وہ جگہیں بھی جہاں جانا پڑے ({ $n })
try-no-filters = یہی تلاش باقی انتخاب کے بغیر ({ $n })
try-without-words = یہی تلاش، آپ کے لفظوں کے بغیر ({ $n })
by-need-title = ضرورت کے حساب سے دیکھیں
by-need-lead = جو سب سے قریب لگے وہ چن لیں۔ کسی کا کسی خانے میں پورا اترنا ضروری نہیں۔
by-need-none = ہماری فہرست میں ابھی کچھ نہیں

places-title = بورو (کونسل کے علاقے) کے حساب سے دیکھیں
places-lead = { $n ->
    [one] فہرست میں ایک سروس ہے۔
   *[other] فہرست میں { $n } سروسز ہیں۔
}
places-means = سروس اس بورو میں گنی جاتی ہے جہاں وہ ہے، اور ان میں بھی جن کے رہنے والوں کے لیے وہ ہے۔ اس لیے ایک سروس ایک سے زیادہ بار گنی جا سکتی ہے۔ ہو سکتا ہے کسی بورو میں اس سے زیادہ کچھ ہو: ہماری فہرست مکمل نہیں ہے۔
places-none = ہماری فہرست ابھی خالی ہے۔
places-nowhere-title = بورو کے بغیر
places-nowhere = { $n ->
    [one] ایک سروس نے نہیں بتایا کہ وہ کہاں ہے۔
   *[other] { $n } سروسز نے نہیں بتایا کہ وہ کہاں ہیں۔
}
places-nowhere-comes = { $n ->
    [one] ان میں سے ایک لوگوں کے پاس آتی ہے، یا فون پر یا آن لائن ہے۔
   *[other] ان میں سے { $n } لوگوں کے پاس آتی ہیں، یا فون پر یا آن لائن ہیں۔
}
places-nowhere-more = { $n ->
    [one] ایک اور ہے، سبھی سروسز کی فہرست میں
   *[other] { $n } اور ہیں، سبھی سروسز کی فہرست میں
}
places-empty = ابھی کچھ درج نہیں
place-title = { $place } میں مدد
place-lead = { $n ->
    [one] ایک سروس یہاں درج ہے، یا یہاں رہنے والوں کے لیے ہے۔
   *[other] { $n } سروسز یہاں درج ہیں، یا یہاں رہنے والوں کے لیے ہیں۔
}
place-words = { $place } میں کس چیز سے مدد ملے گی؟
place-needs = کن ضرورتوں میں مدد ملتی ہے
place-all-needs = ضرورت کی سبھی { $n } قسمیں، اور ہر ایک میں کتنی سروسز مدد کرتی ہیں
place-missing = { $n ->
    [one] ضرورت کی ایک قسم کے لیے یہاں کچھ درج نہیں
   *[other] ضرورت کی { $n } قسموں کے لیے یہاں کچھ درج نہیں
}
place-nearest = سب سے قریب: { $place }
place-other = صرف وہ جن کا بورو درج نہیں
place-far = ہماری فہرست میں کہیں اور
place-known = ان کے بارے میں کیا معلوم ہے
place-what = کیا
place-yes = ہاں
place-no = نہیں
place-unknown = نہیں بتایا گیا
place-free = مفت
place-step-free = سیڑھی کے بغیر راستہ
place-evening = شام کو
place-weekend = ہفتے اور اتوار کو
place-there = ایسی جگہ جہاں آپ جائیں
place-comes = آپ کے پاس آتے ہیں، یا فون پر یا آن لائن
place-masked = پتہ ظاہر نہیں کیا جاتا
place-unsaid = یہ نہیں بتایا گیا کہ بورو میں کہاں
place-elsewhere = کسی اور بورو میں، یہاں رہنے والوں کے لیے
place-coming = وہ جو آپ کے پاس آتی ہیں، یا فون پر یا آن لائن ہیں
place-coming-more = { $n ->
    [one] ایک اور ہے، پوری فہرست میں
   *[other] { $n } اور ہیں، پوری فہرست میں
}
place-languages = وہاں بولی جانے والی زبانیں
place-silent = { $n ->
    [one] ایک سروس نے نہیں بتایا کہ وہاں کون سی زبانیں بولی جاتی ہیں۔ پوچھ لیں۔
   *[other] { $n } سروسز نے نہیں بتایا کہ وہاں کون سی زبانیں بولی جاتی ہیں۔ پوچھ لیں۔
}
place-cards = جو سب سے حال میں چیک کی گئیں
place-all = { $n ->
    [one] { $place } میں ایک ہی سروس
   *[other] { $place } میں سبھی { $n } سروسز
}
place-means = ان اعداد کا مطلب
place-means-services = سروسز
place-means-services-text = وہ سب جو کھلی ہیں اور بتاتی ہیں کہ وہ { $place } میں ہیں، یا وہاں رہنے والوں کے لیے ہیں۔ جس سروس کے کئی گروپ یا دن ہوں وہ ایک ہی بار گنی جاتی ہے۔
place-means-needs-text = جیسا سروسز نے بتایا۔ ایک سروس کئی ضرورتوں میں مدد کر سکتی ہے، اس لیے ان اعداد کا جوڑ سروسز کی تعداد سے زیادہ ہے۔
place-means-unknown-text = ہمیں کسی نے نہیں بتایا۔ اسے کبھی “نہیں” نہیں گنا جاتا۔ مفت سروس یا کسی زبان کی تلاش میں یہ بھی دکھائی جاتی ہیں، آخر میں۔
place-means-when-text = شام چھ بجے کے بعد کچھ ہوتا ہے؛ یا ہفتے یا اتوار کے دن۔ جہاں کسی نے دن یا ختم ہونے کا وقت نہیں بتایا وہاں “نہیں بتایا گیا”۔
place-means-languages-text = جو سروس چلانے والے خود بولتے ہیں، جیسا انہوں نے بتایا۔ جو سروس کئی زبانوں میں ہو وہ ہر زبان میں گنی جاتی ہے۔
place-means-cards-text = وہ دس سروسز جن کی معلومات کی تصدیق سب سے تازہ ہے، چاہے خود گروپ نے کی ہو یا عملے کے کسی فرد نے۔ اس سے یہ معلوم نہیں ہوتا کہ وہ کتنی اچھی ہیں۔
place-means-near = سب سے قریب
place-means-near-text = بورو کے بیچ سے بورو کے بیچ تک، سیدھی لکیر میں۔
place-map = { $place } میں سروسز کا نقشہ
place-map-help = نقشے پر جو کچھ ہے وہ سبھی سروسز کی فہرست میں بھی ہے۔
place-none = { $place } میں ابھی کچھ درج نہیں
place-none-text = اس کا مطلب یہ نہیں کہ کچھ ہے ہی نہیں: ہماری فہرست مکمل نہیں ہے۔ قریب میں یہ ہے۔
place-link-workers = { $place } کے رابطہ کار (link workers): ان سے ملنے کے لیے کیسے کہیں
place-progress = { $place } میں کام کہاں تک پہنچا، اعداد میں
place-near = قریب کے بورو

why-phrase = اس میں لکھا ہے “{ $words }”
why-words = اس میں { $words } کا ذکر ہے
why-words-like = اس میں { $words } سے ملتی جلتی بات کا ذکر ہے
why-need = مدد ملتی ہے: { $need }
why-km = تقریباً { $km } کلومیٹر دور
why-km-from = { $place } سے تقریباً { $km } کلومیٹر
why-comes = آپ کے پاس آتے ہیں، یا فون پر یا آن لائن
why-free = مفت
why-price = ہر سیشن کے { $price }
why-costs = پیسے لگتے ہیں
why-language = وہاں بولی جاتی ہے: { $language }
why-day = دن: { $day }
why-then = آپ کے چنے ہوئے وقت پر ہوتی ہے
why-room = جگہ ہے
why-only-for = { $who }
unknown-then = معلوم نہیں: آپ کے چنے ہوئے وقت پر ہوتی ہے یا نہیں
unknown-route = معلوم نہیں: کسی کا آپ کو بھیجنا ضروری ہے یا نہیں
unknown-room = معلوم نہیں: جگہ ہے یا نہیں
unknown-only-for = شاید سب کے لیے ہو
unknown-holidays = معلوم نہیں: اسکول کی چھٹیوں میں ہوتی ہے یا نہیں
unknown-bank-holidays = معلوم نہیں: سرکاری چھٹیوں میں ہوتی ہے یا نہیں
unknown-ages = معلوم نہیں: کس عمر کے لیے
why-access = موجود ہے: { $what }
why-full = اس وقت جگہ نہیں
why-paused = فی الحال یہاں کسی کو نہیں بھیجا جا رہا
unknown-need = ہمیں کسی نے نہیں بتایا کہ یہ کس میں مدد کرتے ہیں۔ اپنے الفاظ کے مطابق شاید: { $need }
unknown-cost = معلوم نہیں: خرچ کتنا ہے
unknown-languages = معلوم نہیں: کون سی زبانیں بولی جاتی ہیں
unknown-days = معلوم نہیں: کس کس دن
unknown-access = معلوم نہیں: { $what }
unknown-masked = پتہ ظاہر نہیں کیا جاتا، اس لیے فاصلہ نہیں
unknown-place = معلوم نہیں: ٹھیک کس جگہ
unknown-checked = { $days } دن سے چیک نہیں ہوا
unknown-checked-never = کبھی چیک نہیں ہوا: پہلے پوچھ لیں
unknown-reached = حال ہی میں کسی نے رابطہ کرنا چاہا مگر کوئی نہیں ملا

day-mon = پیر
day-tue = منگل
day-wed = بدھ
day-thu = جمعرات
day-fri = جمعہ
day-sat = ہفتہ
day-sun = اتوار
day-today = آج
day-tomorrow = کل
day-week = اگلے سات دنوں میں
part-of-day-morning = صبح
part-of-day-afternoon = دوپہر کے بعد
part-of-day-evening = شام کو
every-fortnight = ایک ہفتہ چھوڑ کر
every-once = ایک بار
every-1st = مہینے کا پہلا ایسا دن
every-2nd = مہینے کا دوسرا ایسا دن
every-3rd = مہینے کا تیسرا ایسا دن
every-4th = مہینے کا چوتھا ایسا دن
every-last = مہینے کا آخری ایسا دن

access-step-free = سیڑھی کے بغیر راستہ
access-toilet = معذور افراد کے لیے ٹوائلٹ
access-lift = لفٹ
access-parking = پارکنگ
access-hearing-loop = اونچا سننے والوں کے لیے hearing loop
access-bsl = برطانوی اشاروں کی زبان (BSL)
access-large-print = بڑے حروف میں لکھائی
access-quiet-room = پرسکون کمرہ
access-creche = چھوٹے بچوں کو سنبھالنے کا انتظام (crèche)
access-home-visits = گھر پر آ کر ملنا
access-online = آن لائن
access-interpreter = ترجمان (interpreter)
access-telephone = فون پر
gender-women = صرف خواتین کے لیے
gender-men = صرف مردوں کے لیے
gender-lgbt = ‏LGBT لوگوں کے لیے
route-self = بس آ جائیں، یا خود رابطہ کریں
route-any = خود رابطہ کریں، یا کوئی آپ کو ریفر کر دے
route-professional = ضروری ہے کہ کوئی پیشہ ور فرد (professional) آپ کو ریفر کرے

not-known = معلوم نہیں۔
service-run-by = چلانے والے: { $provider }
service-closed = یہ سروس بند ہو چکی ہے۔
service-full = اس وقت جگہ نہیں ہے۔ انتظار کی فہرست (waiting list) کا پوچھ لیں۔
service-what = وہاں کیا ہوتا ہے
service-when = کب
service-where = کہاں
service-cost = خرچ
service-who = کون آ سکتا ہے
service-how = کیا میں بس آ جاؤں؟
service-languages = زبانیں
service-contact = رابطہ
service-access = اندر آنا اور حصہ لینا
service-needs = کن ضرورتوں میں مدد ملتی ہے
service-has-not = موجود نہیں:
service-not-known = معلوم نہیں، پہلے پوچھ لیں:
service-ask-first = جانے سے پہلے پوچھ لیں۔
service-masked = وہاں کے لوگوں کی حفاظت کے لیے پتہ ظاہر نہیں کیا جاتا۔ ان سے رابطہ کریں، وہ آپ کو بتا دیں گے۔
service-masked-short = پتہ ظاہر نہیں کیا جاتا
service-comes = وہ آپ کے پاس آتے ہیں، یا یہ فون پر یا آن لائن ہے۔
service-comes-short = آپ کے پاس آتے ہیں یا فون پر
service-way = راستہ جاننا ہو تو ان سے پوچھیں: ان سے رابطے کا طریقہ اسی صفحے پر ہے۔
service-map-label = نقشہ کہ یہ کہاں ہے
service-map-help-in = نشان بتاتا ہے کہ یہ { $borough } میں تقریباً کہاں ہے۔ اس نقشے پر سڑکیں نہیں ہیں: پتہ دیکھ کر جائیں۔
service-map-help = نشان بتاتا ہے کہ یہ تقریباً کہاں ہے۔ اس نقشے پر سڑکیں نہیں ہیں: پتہ دیکھ کر جائیں۔
service-map-help-ground = نشان بتاتا ہے کہ یہ تقریباً کہاں ہے۔ پتہ بھی دیکھ لیں۔
service-map-failed = نقشہ نہیں دکھایا جا سکا۔ پتہ دیکھ کر جائیں۔
service-approximate = نقشوں پر اور فاصلوں میں اس کی جگہ اندازے سے ہے۔
service-also = یہاں بھی:
cost-free = مفت
cost-price = ہر سیشن کے { $price }
cost-some = پیسے لگتے ہیں۔
service-ages = عمر { $from } سے { $to } سال
service-age-from = عمر { $from } سال یا زیادہ
service-age-to = عمر { $to } سال تک
service-serves = { $places } میں رہنے والوں کے لیے
service-anybody = کوئی بھی، جہاں تک ہمیں معلوم ہے
service-places = { $n ->
    [one] آخری بار چیک کرنے پر ایک جگہ خالی تھی
   *[other] آخری بار چیک کرنے پر { $n } جگہیں خالی تھیں
}
service-wait = { $n ->
    [one] تقریباً ایک ہفتے کا انتظار
   *[other] تقریباً { $n } ہفتوں کا انتظار
}
service-checked-group = { $n ->
    [0] آج خود گروپ نے چیک کیا۔
    [one] ایک دن پہلے خود گروپ نے چیک کیا۔
   *[other] { $n } دن پہلے خود گروپ نے چیک کیا۔
}
service-checked-officer = { $n ->
    [0] آج عملے کے ایک فرد نے چیک کیا۔
    [one] ایک دن پہلے عملے کے ایک فرد نے چیک کیا۔
   *[other] { $n } دن پہلے عملے کے ایک فرد نے چیک کیا۔
}
service-checked-worker = { $n ->
    [0] آج ایک رابطہ کار (link worker) نے فون کر کے چیک کیا۔
    [one] ایک دن پہلے ایک رابطہ کار (link worker) نے فون کر کے چیک کیا۔
   *[other] { $n } دن پہلے ایک رابطہ کار (link worker) نے فون کر کے چیک کیا۔
}
service-checked-publisher = { $n ->
    [0] جس فہرست سے یہ سروس آئی ہے، آج اس نے چیک کیا۔
    [one] جس فہرست سے یہ سروس آئی ہے، ایک دن پہلے اس نے چیک کیا۔
   *[other] جس فہرست سے یہ سروس آئی ہے، { $n } دن پہلے اس نے چیک کیا۔
}
service-checked-never = اسے ابھی تک کسی نے چیک نہیں کیا۔
service-print = آپ یہ صفحہ پرنٹ کر سکتے ہیں: کاغذ پر صرف ضروری باتیں آتی ہیں۔

map-title = نقشہ
map-label = فہرست میں موجود سروسز کا نقشہ
map-show = نقشہ دکھائیں
map-hide = نقشہ چھپائیں
map-list = فہرست دکھائیں
map-here = اس جگہ پر:
map-here-list = اس جگہ کی سروسز کی فہرست دکھائیں
layer-title = ساتھ یہ بھی دکھائیں
layer-none = اور کچھ نہیں
layer-counts = ہر بورو میں کتنی ہیں
layer-missing = کہاں قریب میں کوئی نہیں
layer-deprivation = چھوٹے علاقوں میں غربت اور محرومی
layer-counts-means = بورو کا رنگ جتنا گہرا، وہاں ایسی سروسز اتنی زیادہ۔ فہرست کو کسی ایک بورو تک محدود کیا جا سکتا ہے۔
layer-missing-means = نقشہ کافی بڑا کریں تو جو جگہ رنگین نظر آئے وہاں سے سیدھی لکیر میں { $km } کلومیٹر کے اندر ایسی کوئی سروس نہیں۔ جو سروسز لوگوں کے پاس آتی ہیں، اور جن کی جگہ خفیہ رکھی جاتی ہے، وہ کسی نقشے پر نہیں ہیں۔
layer-deprivation-means = رنگ جتنا گہرا، علاقے میں غربت اور محرومی اتنی زیادہ (English Indices of Deprivation { $year })۔ اس سے وہاں کے کسی ایک شخص کے بارے میں کچھ پتا نہیں چلتا۔
layer-workers = رابطہ کار (link worker)
layer-workers-means = جہاں تک ہمیں معلوم ہے، رابطہ کار کہاں ہیں۔ ان تک پہنچنے کا طریقہ دیکھنے کے لیے کسی بورو کو دبائیں۔
layer-workers-table = یہی بات جدول میں
layer-workers-live = ابھی موجود ہیں
layer-workers-planned = منصوبہ ہے
layer-workers-nothing = معلوم نہیں
layer-workers-of = { $place } میں رابطہ کار (link worker)
map-skip = نقشہ چھوڑ کر آگے جائیں
map-help = نقشے کو ہلائیں اور بڑا چھوٹا کریں: جو اس میں نظر آئے وہی فہرست میں ہوتا ہے۔ نقشے پر جو کچھ ہے وہ فہرست میں بھی ہے۔
map-off-it = جو سروسز آپ کے پاس آتی ہیں، یا جن کی جگہ خفیہ رکھی جاتی ہے، وہ کسی نقشے پر نہیں ہیں۔
map-everywhere = ہر جگہ کی سروسز دکھائیں
map-failed = نقشہ نہیں دکھایا جا سکا۔ جو اس پر ہے وہ سب فہرست میں ہے۔
map-behind = فہرست نقشے کے ساتھ نہیں چل سکی۔ نقشے کو پھر ہلائیں۔
map-zoom-in = بڑا کریں
map-zoom-out = چھوٹا کریں
map-two-fingers = نقشہ ہلانے کے لیے دو انگلیاں استعمال کریں
map-ctrl = نقشہ بڑا چھوٹا کرنے کے لیے Ctrl دبا کر اسکرول کریں
map-command = نقشہ بڑا چھوٹا کرنے کے لیے ⌘ دبا کر اسکرول کریں
map-credit = بورو کی حدیں: National Statistics اور Ordnance Survey کا ڈیٹا © Crown copyright and database right
map-close = بند کریں

service-as-given = یہ متن انگریزی میں ہے، جیسا ہمیں دیا گیا۔
