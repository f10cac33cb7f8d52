nav-directory = بحث
find-title = اعثر على دعم قريب منك
find-words = ما الذي قد يساعدك؟
find-words-hint = مثلًا غناء أو ديون أو شخص أتحدث معه
find-near = قريب من
find-near-hint = رمز بريدي أو نصفه الأول، مثل E15
find-here = بالقرب مني
find-here-waiting = نبحث عن مكانك …
find-here-failed = لم يخبرنا متصفحك أين أنت. اكتب رمزًا بريديًا أو اسم الحي.
find-filters = { $n ->
    [0] خيارات أخرى
   *[other] خيارات أخرى ({ $n } مفعّلة)
}
find-within = المسافة
find-any-distance = أي مسافة
find-within-km = ضمن { $km } كم
find-borough = البلدية
find-any-borough = أي بلدية
find-need = فيمَ يساعد
find-any-need = أي شيء
find-day = اليوم
find-any-day = أي يوم
find-language = اللغة المحكية هناك
find-any-language = أي لغة
find-time = الوقت من اليوم
find-any-time = أي وقت
find-free = مجانًا
find-for = لمن
find-anybody = أي شخص
find-age = عمر الشخص
find-route = هل يجب أن يُحيلك أحد؟
find-any-route = لا يهم
route-yes = يمكنك الحضور مباشرة، أو التواصل بنفسك
route-no = يجب أن يُحيلك أحد
find-room = فيها أماكن الآن
find-holidays = وأيضًا في العطل المدرسية
find-bank-holidays = وأيضًا في العطل الرسمية
find-remote = بالهاتف أو عبر الإنترنت أو في بيتك
find-access = ما تحتاج إليه هناك
find-counts = الأعداد هي للخدمات التي تذكر ذلك. أما التي لم تذكره فتأتي في آخر القائمة ولا تُحسب.
find-button = ابحث
find-not-sure = لست متأكدًا؟ خمسة أسئلة
find-by-need = تصفّح بحسب ما يحتاجه الناس
find-chips = الخيارات المفعّلة؛ اتبع أحدها لإزالته
find-remove = إزالة
find-results = النتائج
find-total = { $n ->
    [one] خدمة واحدة
    [two] خدمتان
    [few] { $n } خدمات
   *[other] { $n } خدمة
}
find-unsure = { $n ->
    [one] إحداها، في الآخر، لا نعرف إن كانت توافق كل الخيارات.
   *[other] منها { $n }، في الآخر، لا نعرف إن كانت توافق كل الخيارات.
}
find-shown = من { $first } إلى { $last }
find-loose = لا شيء فيه كل كلماتك. هذه هي الأنسب.
find-middle = قرب { $place }: المسافات من وسطها تقريبًا، بخط مستقيم.
find-km = { $km } كم
find-checked = { $n ->
    [0] رُوجعت اليوم
    [one] رُوجعت أمس
    [two] رُوجعت قبل يومين
    [few] رُوجعت قبل { $n } أيام
   *[other] رُوجعت قبل { $n } يومًا
}
find-pages = صفحات النتائج
find-earlier = السابق
find-later = التالي
find-page = صفحة { $n }
find-nowhere = لا نعرف هذا المكان، لذلك لم تُرتَّب النتائج بحسب المسافة. جرّب النصف الأول من الرمز البريدي، مثل E15، أو اسم الحي.
find-from-where = اخترت مسافة. اكتب من أين: رمزًا بريديًا أو نصفه الأول.
find-beyond = يوجد { $n } أخرى. اختر شيئًا إضافيًا لتصبح القائمة أقصر.
find-none = لم نجد شيئًا
find-none-text = لا يعني هذا أنه لا يوجد شيء: قائمتنا ليست كاملة. جرّب كلمات أقل، أو:
find-none-there = لم نجد شيئًا هناك
find-none-there-text = لكنّ هذه لا تحتاج إلى أن تذهب إلى مكان:
find-remote-title = دون أن تذهب إلى مكان: بالهاتف أو عبر الإنترنت أو في بيتك
find-remote-all = اعرض الكل ({ $n })
find-private = ما كتبته لا يظهر في عنوان هذه الصفحة. متصفحك يحتفظ به نصف ساعة. نحن لا نحتفظ به.
find-lost = ما كتبته لم يعد هنا. متصفحك يحتفظ به نصف ساعة على الأكثر. اكتبه مرة أخرى من فضلك.
find-age-wrong = اكتب العمر بالسنوات، بأرقام من 0 إلى 120
find-private-link = افتح هذا البحث من دون كلماتك، لتحفظه أو ترسله
find-long = كتبت الكثير، ولا بأس بذلك. بحثنا عن أول { $n } كلمة.
crisis-title = هل تحتاج إلى مساعدة الآن؟
crisis-danger = هل أنت في خطر، أو حياة أحد في خطر؟ اتصل بالرقم
crisis-life = لتتحدث إلى أحد، ليلًا أو نهارًا: Samaritans،
crisis-abuse = هل يؤذيك أحد أو يخيفك أو يتحكم بك؟ خط المساعدة الوطني للعنف المنزلي (National Domestic Abuse Helpline)، مجانًا، ليلًا ونهارًا:
crisis-child = هل هناك طفل يتعرض للأذى أو خائف؟ Childline، لكل من هو دون التاسعة عشرة، ليلًا ونهارًا:
crisis-tonight = لا طعام أو لا تدفئة، أو لا مكان للنوم؟
crisis-tonight-link = انظر من هو مفتوح الآن
now-title = مساعدة اليوم
now-lead = لما لا يحتمل الانتظار إلى الغد. نعرض لك من هو مفتوح الآن، ومن يفتح لاحقًا، وبمن يمكنك أن تتصل.
now-what = إلى ماذا تحتاج؟
now-food = طعام
now-warmth = الدفء: تدفئة أو غاز أو كهرباء
now-bed = مكان للنوم الليلة
now-eviction = يُخرجونني من بيتي
now-near = أين أنت؟
now-button = اعرض من يمكنه المساعدة
now-holiday = اليوم عطلة رسمية (bank holiday). اتصل قبل أن تذهب: قد تكون المواعيد مختلفة.
now-council-bed = إن لم يكن لديك مكان تنام فيه الليلة، فاتصل ببلدية (council) المكان الذي أنت فيه. يجب عليها أن تستمع إليك ليلًا ونهارًا، وإن كان معك أطفال فيجب عليها في معظم الحالات أن تجد لكم مكانًا. قل: «أنا بلا مأوى الليلة» (“I am homeless tonight.”).
now-council-eviction = لست مضطرًا إلى الرحيل لمجرد أن صاحب البيت (landlord) قال ذلك. في كل الحالات تقريبًا لا يمكن أن تُجبرك على ذلك إلا محكمة. لا تُعِد المفاتيح قبل أن تحصل على مشورة.
now-is-open = مفتوح الآن
now-is-later = لاحقًا اليوم
now-is-on = في الأيام المقبلة
now-is-unknown = لا نعرف متى: اتصل أولًا
now-until = مفتوح حتى { $time }
now-from = من { $time }
now-from-on = { $day } من { $time }
now-sent = يجب أن يُحيلك أحد: اطلب ذلك من طبيبك العام (GP) أو من مركز مشورة أو من البلدية.
now-more = { $n ->
    [one] وخدمة أخرى.
    [two] وخدمتان أخريان.
   *[other] و{ $n } غيرها.
}
now-none = لا أحد في قائمتنا يذكر أنه يساعد في هذا. اتصل ببلديتك، أو انظر «مساعدة عاجلة».
now-find = ابحث عن شيء آخر
find-urgent = إن كان الأمر لا يحتمل الانتظار: مساعدة عاجلة
chip-words = «{ $words }»
chip-near = قريب من { $place }
chip-here = قريب من مكانك
chip-within = ضمن { $km } كم
chip-borough = في { $place }
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = مجانًا
chip-time = { $part }
chip-age = العمر { $age }
chip-for = { $who }
chip-walk-in = يمكنك الحضور مباشرة
chip-room = فيها أماكن
chip-holidays = في العطل المدرسية
chip-bank-holidays = في العطل الرسمية
chip-remote = دون الذهاب إلى مكان
chip-access = { $what }
chip-part = في الجزء الظاهر من الخريطة
try-wider = ابحث ضمن { $km } كم ({ $n })
try-anywhere = ابحث على أي مسافة ({ $n })
try-everywhere = ابحث في كل مكان، لا في هذا الجزء من الخريطة فقط ({ $n })
try-any-borough = في أي بلدية ({ $n })
try-any-day = ابحث في أي يوم ({ $n })
try-not-free = وأيضًا ما له كلفة ({ $n })
try-any-language = بأي لغة ({ $n })
try-any-time = في أي وقت من اليوم ({ $n })
try-any-access = أيًّا كان ما يتوفر في المكان ({ $n })
try-referred = وأيضًا حيث يجب أن يُحيلك أحد ({ $n })
try-not-sent = وأيضًا حيث يمكنك الحضور مباشرة ({ $n })
try-full = وأيضًا ما لا أماكن فيه الآن ({ $n })
try-any-age = لأي عمر ({ $n })
try-anybody = لأي شخص ({ $n })
try-any-need = أيًّا كان ما يساعد فيه ({ $n })
try-term-time = في العطل المدرسية أو خارجها ({ $n })
try-not-bank-holidays = في العطل الرسمية أو خارجها ({ $n })
try-to-go-to = وأيضًا أماكن تذهب إليها ({ $n })
try-no-filters = البحث نفسه بدون بقية الخيارات ({ $n })
try-without-words = البحث نفسه من دون كلماتك ({ $n })
by-need-title = تصفّح بحسب الحاجة
by-need-lead = اختر الأقرب. لا أحد مضطر إلى أن يطابق خانة.
by-need-none = لا شيء في قائمتنا بعد

places-title = تصفّح بحسب البلدية
places-lead = { $n ->
    [one] في القائمة خدمة واحدة.
    [two] في القائمة خدمتان.
    [few] في القائمة { $n } خدمات.
   *[other] في القائمة { $n } خدمة.
}
places-means = تُحسب الخدمة في البلدية التي تقع فيها، وفي البلديات التي هي لسكانها، فقد تُحسب أكثر من مرة. وقد يوجد في البلدية أكثر مما هنا: قائمتنا ليست كاملة.
places-none = قائمتنا فارغة حتى الآن.
places-nowhere-title = من دون بلدية
places-nowhere = { $n ->
    [one] خدمة واحدة لا تذكر أين هي.
    [two] خدمتان لا تذكران أين هما.
    [few] { $n } خدمات لا تذكر أين هي.
   *[other] { $n } خدمة لا تذكر أين هي.
}
places-nowhere-comes = { $n ->
    [one] واحدة منها تأتي إلى الناس، أو هي بالهاتف أو عبر الإنترنت.
   *[other] { $n } منها تأتي إلى الناس، أو هي بالهاتف أو عبر الإنترنت.
}
places-nowhere-more = { $n ->
    [one] وخدمة أخرى في قائمة كل الخدمات
    [two] وخدمتان أخريان في قائمة كل الخدمات
   *[other] و{ $n } غيرها في قائمة كل الخدمات
}
places-empty = لا شيء في القائمة بعد
place-title = الدعم في { $place }
place-lead = { $n ->
    [one] خدمة واحدة هنا أو لمن يسكن هنا.
    [two] خدمتان هنا أو لمن يسكن هنا.
    [few] { $n } خدمات هنا أو لمن يسكن هنا.
   *[other] { $n } خدمة هنا أو لمن يسكن هنا.
}
place-words = ما الذي قد يساعدك في { $place }؟
place-needs = فيمَ توجد مساعدة
place-all-needs = كل أنواع الحاجات ({ $n })، مع عدد الخدمات التي تساعد في كل منها
place-missing = { $n ->
    [one] لا شيء هنا لنوع واحد من الحاجات
    [two] لا شيء هنا لنوعين من الحاجات
    [few] لا شيء هنا لـ{ $n } أنواع من الحاجات
   *[other] لا شيء هنا لـ{ $n } نوعًا من الحاجات
}
place-nearest = الأقرب في { $place }
place-other = من دون بلدية فقط
place-far = في مكان آخر من قائمتنا
place-known = ما نعرفه عنها
place-what = ماذا
place-yes = نعم
place-no = لا
place-unknown = غير مذكور
place-free = مجانًا
place-step-free = مدخل من دون درجات
place-evening = في المساء
place-weekend = في عطلة نهاية الأسبوع
place-there = مكان تذهب إليه
place-comes = تأتي إليك، أو بالهاتف أو عبر الإنترنت
place-masked = العنوان غير معلن
place-unsaid = غير مذكور أين في البلدية
place-elsewhere = في بلدية أخرى، لمن يسكن هنا
place-coming = ما يأتي إليك، أو يكون بالهاتف أو عبر الإنترنت
place-coming-more = { $n ->
    [one] وخدمة أخرى في القائمة كلها
    [two] وخدمتان أخريان في القائمة كلها
   *[other] و{ $n } غيرها في القائمة كلها
}
place-languages = اللغات المحكية هناك
place-silent = { $n ->
    [one] خدمة واحدة لم تذكر اللغات المحكية. اسأل.
    [two] خدمتان لم تذكرا اللغات المحكية. اسأل.
    [few] { $n } خدمات لم تذكر اللغات المحكية. اسأل.
   *[other] { $n } خدمة لم تذكر اللغات المحكية. اسأل.
}
place-cards = ما رُوجع أخيرًا
place-all = { $n ->
    [one] الخدمة الوحيدة في { $place }
    [two] الخدمتان في { $place }
    [few] كل الخدمات في { $place } وعددها { $n }
   *[other] كل الخدمات في { $place } وعددها { $n }
}
place-means = معنى هذه الأعداد
place-means-services = الخدمات
place-means-services-text = كل خدمة مفتوحة تذكر أنها في { $place }، أو أنها لمن يسكن هناك. والخدمة التي لها عدة مجموعات أو أيام تُحسب مرة واحدة.
place-means-needs-text = كما تقول الخدمات. قد تساعد الخدمة في أكثر من حاجة، فمجموع هذه الأعداد أكبر من عدد الخدمات.
place-means-unknown-text = لم يخبرنا أحد. ولا يُحسب ذلك «لا» أبدًا. والبحث عمّا هو مجاني أو عن لغة يعرض هذه أيضًا، في الآخر.
place-means-when-text = يجري شيء بعد السادسة مساءً؛ أو يوم السبت أو الأحد. غير مذكور حيث لم يذكر أحد الأيام أو وقت الانتهاء.
place-means-languages-text = ما يتكلمه القائمون على الخدمة، كما يقولون. والخدمة التي بعدة لغات تُحسب في كل منها.
place-means-cards-text = الخدمات العشر التي رُوجعت معلوماتها أخيرًا، من المجموعة نفسها أو من موظف. ولا يدل ذلك على جودتها.
place-means-near = الأقرب
place-means-near-text = بحسب أواسط البلديات، بخط مستقيم.
place-map = خريطة الخدمات في { $place }
place-map-help = كل ما على الخريطة موجود في قائمة كل الخدمات أيضًا.
place-none = لا شيء في قائمة { $place } بعد
place-none-text = لا يعني هذا أنه لا يوجد شيء: قائمتنا ليست كاملة. وهذا ما هو قريب.
place-link-workers = المرشدون الاجتماعيون في { $place }: كيف تطلب واحدًا
place-progress = التقدم في { $place } بالأرقام
place-near = بلديات قريبة

why-phrase = يقول «{ $words }»
why-words = يَذكر { $words }
why-words-like = يَذكر ما يشبه { $words }
why-need = يساعد في: { $need }
why-km = على بُعد { $km } كم تقريبًا
why-km-from = على بُعد { $km } كم تقريبًا من { $place }
why-comes = يأتون إليك، أو بالهاتف أو عبر الإنترنت
why-free = مجانًا
why-price = { $price } للجلسة
why-costs = له كلفة
why-language = يُتكلَّم فيه: { $language }
why-day = يُعقد يوم { $day }
why-then = يُعقد في ذلك الوقت
why-room = فيه أماكن
why-only-for = { $who }
unknown-then = لا نعرف إن كان يُعقد في ذلك الوقت
unknown-route = لا نعرف إن كان يجب أن يُحيلك أحد
unknown-room = لا نعرف إن كانت فيه أماكن
unknown-only-for = قد يكون للجميع
unknown-holidays = لا نعرف إن كان يُعقد في العطل المدرسية
unknown-bank-holidays = لا نعرف إن كان يُعقد في العطل الرسمية
unknown-ages = لا نعرف لأي أعمار
why-access = فيه: { $what }
why-full = لا أماكن الآن
why-paused = لا يُرسَل أحد إلى هنا حاليًا
unknown-need = لم يقل لنا أحد بماذا يساعد. بحسب كلامه، ربما: { $need }
unknown-cost = غير معروف: الكلفة
unknown-languages = غير معروف: اللغات المحكية
unknown-days = غير معروف: الأيام
unknown-access = غير معروف: { $what }
unknown-masked = العنوان غير معلن، فلا مسافة
unknown-place = غير معروف: المكان بالضبط
unknown-checked = لم يُراجَع منذ { $days } يومًا
unknown-checked-never = لم يُراجَع قط: اسأل أولًا
unknown-reached = حاول أحدهم مؤخرًا ولم يصل إلى أحد

day-mon = الاثنين
day-tue = الثلاثاء
day-wed = الأربعاء
day-thu = الخميس
day-fri = الجمعة
day-sat = السبت
day-sun = الأحد
day-today = اليوم
day-tomorrow = غدًا
day-week = في الأيام السبعة المقبلة
part-of-day-morning = في الصباح
part-of-day-afternoon = بعد الظهر
part-of-day-evening = في المساء
every-fortnight = كل أسبوعين
every-once = مرة واحدة
every-1st = الأول من الشهر
every-2nd = الثاني من الشهر
every-3rd = الثالث من الشهر
every-4th = الرابع من الشهر
every-last = الأخير من الشهر

access-step-free = مدخل من دون درجات
access-toilet = مرحاض مهيّأ
access-lift = مصعد
access-parking = موقف سيارات
access-hearing-loop = حلقة سمعية
access-bsl = لغة الإشارة البريطانية
access-large-print = طباعة كبيرة
access-quiet-room = غرفة هادئة
access-creche = رعاية للأطفال
access-home-visits = زيارات منزلية
access-online = عبر الإنترنت
access-interpreter = مترجم شفهي
access-telephone = بالهاتف
gender-women = للنساء فقط
gender-men = للرجال فقط
gender-lgbt = لمجتمع الميم
route-self = تعال مباشرة، أو تواصل بنفسك
route-any = تواصل بنفسك، أو دع أحدًا يُحيلك
route-professional = يجب أن يُحيلك مختص

not-known = غير معروف.
service-run-by = تديره { $provider }
service-closed = أُغلقت هذه الخدمة.
service-full = لا أماكن الآن. اسأل عن قائمة انتظار.
service-what = ماذا يجري هناك
service-when = متى
service-where = أين
service-cost = الكلفة
service-who = من يمكنه الحضور
service-how = هل يمكنني الحضور مباشرة؟
service-languages = اللغات
service-contact = التواصل
service-access = الدخول والمشاركة
service-needs = فيمَ يساعد
service-has-not = لا يوجد:
service-not-known = غير معروف، اسأل أولًا:
service-ask-first = اسأل قبل أن تذهب.
service-masked = العنوان غير معلن حفاظًا على سلامة من هناك. تواصل معهم وسيخبرونك.
service-masked-short = العنوان غير معلن
service-comes = يأتون إليك، أو بالهاتف أو عبر الإنترنت.
service-comes-short = يأتون إليك أو بالهاتف
service-way = إن احتجت إلى معرفة الطريق فاسألهم: طريقة التواصل معهم في هذه الصفحة.
service-map-label = خريطة مكانها
service-map-help-in = العلامة تدل على مكانها التقريبي في { $borough }. لا شوارع على هذه الخريطة: اعتمد على العنوان.
service-map-help = العلامة تدل على مكانها التقريبي. لا شوارع على هذه الخريطة: اعتمد على العنوان.
service-map-help-ground = العلامة تدل على مكانها التقريبي. اعتمد على العنوان أيضًا.
service-map-failed = تعذّر عرض الخريطة. اعتمد على العنوان.
service-approximate = مكانه في الخرائط والمسافات تقريبي.
service-also = وأيضًا هنا:
cost-free = مجانًا
cost-price = { $price } للجلسة
cost-some = له كلفة.
service-ages = الأعمار من { $from } إلى { $to }
service-age-from = من عمر { $from } فما فوق
service-age-to = حتى عمر { $to }
service-serves = لمن يسكن في { $places }
service-anybody = أي شخص، على حد علمنا
service-places = { $n ->
    [one] مكان واحد متاح عند آخر مراجعة
   *[other] { $n } أماكن متاحة عند آخر مراجعة
}
service-wait = { $n ->
    [one] الانتظار نحو أسبوع
   *[other] الانتظار نحو { $n } أسابيع
}
service-checked-group = { $n ->
    [0] راجعته المجموعة اليوم.
    [one] راجعته المجموعة أمس.
   *[other] راجعته المجموعة قبل { $n } يومًا.
}
service-checked-officer = { $n ->
    [0] راجعه موظف اليوم.
    [one] راجعه موظف أمس.
   *[other] راجعه موظف قبل { $n } يومًا.
}
service-checked-worker = { $n ->
    [0] راجعه اليوم مرشد اجتماعي اتصل بالهاتف.
    [one] راجعه أمس مرشد اجتماعي اتصل بالهاتف.
    [two] راجعه قبل يومين مرشد اجتماعي اتصل بالهاتف.
    [few] راجعه قبل { $n } أيام مرشد اجتماعي اتصل بالهاتف.
   *[other] راجعه قبل { $n } يومًا مرشد اجتماعي اتصل بالهاتف.
}
service-checked-publisher = { $n ->
    [0] راجعته اليوم القائمة التي جاء منها.
    [one] راجعته أمس القائمة التي جاء منها.
   *[other] راجعته القائمة التي جاء منها قبل { $n } يومًا.
}
service-checked-never = لم يراجع أحد هذا بعد.
service-print = يمكنك طباعة هذه الصفحة: لا يُطبع إلا المهم.

map-title = خريطة
map-label = خريطة الخدمات الموجودة في القائمة
map-show = اعرض الخريطة
map-hide = أخفِ الخريطة
map-list = اعرض القائمة
map-here = في هذا المكان:
map-here-list = اعرض قائمة الخدمات في هذا المكان
layer-title = اعرض أيضًا
layer-none = لا شيء آخر
layer-counts = كم منها في كل بلدية
layer-missing = حيث لا يوجد شيء منها قريبًا
layer-deprivation = مدى الحرمان في المناطق الصغيرة
layer-counts-means = كلما كان لون البلدية أغمق، كان فيها عدد أكبر من هذه الخدمات. يمكن حصر القائمة في بلدية واحدة.
layer-missing-means = ما هو ملوّن، عندما تكبّر الخريطة بما يكفي: لا شيء من هذه الخدمات ضمن { $km } كم، بخط مستقيم. الخدمات التي تأتي إلى الناس والأماكن التي تبقى سرية ليست على أي خريطة.
layer-deprivation-means = كلما كان اللون أغمق، كانت المنطقة أكثر حرمانًا (English Indices of Deprivation { $year }). ولا يقول هذا شيئًا عن أي شخص بعينه هناك.
layer-workers = المرشدون الاجتماعيون
layer-workers-means = أين يوجد مرشدون اجتماعيون، بقدر ما نعلم. اضغط على بلدية لترى كيف تصل إليهم.
layer-workers-table = الشيء نفسه في جدول
layer-workers-live = موجود الآن
layer-workers-planned = مخطط له
layer-workers-nothing = غير معروف
layer-workers-of = المرشدون الاجتماعيون في { $place }
map-skip = تخطَّ الخريطة
map-help = حرّك الخريطة وكبّرها: تعرض القائمة ما يظهر فيها. كل ما على الخريطة موجود في القائمة أيضًا.
map-off-it = الخدمات التي تأتي إليك، أو التي يبقى مكانها سريًا، ليست على أي خريطة.
map-everywhere = اعرض الخدمات في كل مكان
map-failed = تعذّر عرض الخريطة. القائمة فيها كل ما عليها.
map-behind = تعذّر أن تتبع القائمة الخريطة. حرّكها مرة أخرى.
map-zoom-in = تكبير
map-zoom-out = تصغير
map-two-fingers = استخدم إصبعين لتحريك الخريطة
map-ctrl = استخدم Ctrl مع التمرير لتكبير الخريطة
map-command = استخدم ⌘ مع التمرير لتكبير الخريطة
map-credit = حدود البلديات: بيانات الإحصاءات الوطنية وهيئة المساحة © حقوق التاج وحقوق قاعدة البيانات
map-close = أغلق

service-as-given = هذا النص بالإنجليزية، كما أُعطي لنا.
