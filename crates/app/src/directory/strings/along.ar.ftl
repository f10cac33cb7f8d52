service-ring = اتصل
service-finding = كيف تصل إليها
along-title = أرسل أو اطبع
along-scan = إلى هاتف
along-scan-text = افتح كاميرا الهاتف ووجّهها إلى المربع. تُفتح صفحة هذه الخدمة.
along-qr = مربع للمسح: صفحة { $name }
along-send = أرسل من هذا الجهاز
along-send-text = أنت تختار لمن تُرسل. تخرج الرسالة من جهازك أنت، لا من عندنا.
along-text = رسالة نصية
along-email = بريد إلكتروني
along-copy = انسخ الرابط
along-copied = نُسخ الرابط
along-print = صفحة للطباعة بحروف كبيرة
along-print-now = اطبع
along-print-menu = للطباعة، استعمل قائمة المتصفح.
along-what = هذا ما سيُرسل
along-phone = الهاتف: { $phone }
along-nothing-kept = لا نحتفظ بأي شيء عمّن يرسل هذا أو يطبعه.
along-not-counted = هذه الصفحة لك أو لزميل، ولا تُحسب.
along-careful-title = فكّر أولًا: من يرى هذا الهاتف أو البريد أو الورقة غيرك؟
along-careful = إن كان أحد يؤذي الشخص أو يلاحقه أو يتحكم به، فقد تعرّضه رسالة أو رابط للخطر. قد تظهر على شاشة مقفلة، وتبقى في الرسائل والبريد وسجل الصفحات.
along-careful-instead = قد يكون قولها شفهيًا، أو كتابة رقم الهاتف وحده، أكثر أمانًا. اسأل الشخص عمّا هو آمن.
along-sheet-scan = امسح هذا بهاتف لترى الصفحة:
along-sheet-printed = طُبعت في { $day }.

shortlist-title = قائمتك
shortlist-private = قائمتك محفوظة في هذا المتصفح فقط. لا نحتفظ بها، ولا يراها أحد إلا إذا أرسلتها. هل يستعمل غيرك هذا الجهاز؟ أفرغ القائمة قبل أن تغادر.
shortlist-no-scripts = من دون برامج نصية تكون القائمة في هذه الصفحة فقط، وتختفي عند مغادرتها. أضف إليها أدناه، ثم اطبعها أو أرسلها.
shortlist-count = { $n ->
    [0] لم يعد شيء من قائمتك موجودًا هنا
    [one] خدمة واحدة في قائمتك
    [two] خدمتان في قائمتك
    [few] { $n } خدمات في قائمتك
   *[other] { $n } خدمة في قائمتك
}
shortlist-keep = احتفظ بها
shortlist-kept = في قائمتك
shortlist-remove = أزلها
shortlist-empty = أفرغ القائمة
shortlist-none = لا شيء في قائمتك بعد
shortlist-none-text = ابحث عن خدمة واختر «احتفظ بها». يمكنك طباعة قائمتك أو إرسالها.
shortlist-gone = خدمة كنت قد احتفظت بها لم تعد هنا.
shortlist-full = قائمتك ممتلئة، وتتسع لـ { $n } خدمة. أزل واحدة لتضيف أخرى.
shortlist-add = أضف أخرى
shortlist-add-hint = اسمها، أو ما الذي قد يساعد
shortlist-put = ضعها في القائمة
shortlist-failed = تعذّر عرض القائمة. حاول مرة أخرى عند الاتصال بالإنترنت.
