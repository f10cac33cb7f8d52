nav-directory = Ara
find-title = Yakınınızda destek bulun
find-words = Size ne yardımcı olur?
find-words-hint = Örneğin koro, borç, sohbet edecek biri
find-near = Nereye yakın
find-near-hint = Posta kodu ya da ilk yarısı, örneğin E15
find-here = Yakınımda
find-here-waiting = Yeriniz bulunuyor …
find-here-failed = Tarayıcınız nerede olduğunuzu söylemedi. Bir posta kodu ya da bir ilçenin adını yazın.
find-filters = { $n ->
    [0] Başka seçenekler
   *[other] Başka seçenekler ({ $n } tanesi açık)
}
find-within = Ne kadar uzakta
find-any-distance = Uzaklık fark etmez
find-within-km = En çok { $km } km
find-borough = İlçe (borough)
find-any-borough = Bütün ilçeler
find-need = Hangi konuda yardım ediyor
find-any-need = Bütün konular
find-day = Gün
find-any-day = Gün fark etmez
find-language = Orada konuşulan dil
find-any-language = Dil fark etmez
find-free = Ücretsiz
find-button = Ara
find-by-need = İhtiyaca göre bakın
find-chips = Açık olan seçenekler; kaldırmak için birini seçin
find-remove = kaldır
find-results = Sonuçlar
find-total = { $n ->
    [one] Bir hizmet
   *[other] { $n } hizmet
}
find-unsure = { $n ->
    [one] En sondaki bir tanesinin bütün seçeneklere uyup uymadığını bilmiyoruz.
   *[other] En sondaki { $n } tanesinin bütün seçeneklere uyup uymadığını bilmiyoruz.
}
find-shown = { $first } – { $last } arası
find-loose = Bütün kelimelerinizin geçtiği bir şey yok. Bunlar en uygun olanlar.
find-middle = { $place } yakınında: uzaklıklar yaklaşık orta noktadan, kuş uçuşudur.
find-km = { $km } km
find-checked = { $n ->
    [0] Bugün kontrol edildi
    [one] Dün kontrol edildi
   *[other] { $n } gün önce kontrol edildi
}
find-pages = Sonuç sayfaları
find-earlier = Önceki
find-later = Sonraki
find-page = Sayfa { $n }
find-nowhere = Bu yeri bilmiyoruz, onun için sonuçlar uzaklığa göre sıralı değil. Posta kodunun ilk yarısını (örneğin E15) ya da bir ilçenin adını deneyin.
find-from-where = Bir uzaklık seçtiniz. Nereden olduğunu yazın: posta kodu ya da ilk yarısı.
find-beyond = { $n } tane daha var. Listeyi kısaltmak için bir şey daha seçin.
find-none = Hiçbir şey bulunamadı
find-none-text = Bu, hiçbir şey yok demek değil: listemiz eksik. Daha az kelime deneyin ya da:
find-urgent = Bekleyecek zaman yoksa: acil yardım
chip-words = “{ $words }”
chip-near = { $place } yakınında
chip-here = Bulunduğunuz yerin yakınında
chip-within = En çok { $km } km
chip-borough = { $place } ilçesinde
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = Ücretsiz
chip-part = Haritanın görünen kısmında
try-wider = { $km } km içinde ara ({ $n })
try-anywhere = Uzaklığa bakmadan ara ({ $n })
try-everywhere = Yalnız haritanın bu kısmında değil, her yerde ara ({ $n })
try-any-borough = Bütün ilçelerde ({ $n })
try-any-day = Bütün günlerde ara ({ $n })
try-not-free = Ücretli olanlar da ({ $n })
try-any-language = Bütün dillerde ({ $n })
try-any-need = Bütün yardım konularında ({ $n })
try-term-time = Okul tatillerinde olsun olmasın ({ $n })
try-not-bank-holidays = Resmî tatillerde olsun olmasın ({ $n })
try-to-go-to = Gidilecek yerler de ({ $n })
try-no-filters = Aynısı, öteki filtreler olmadan ({ $n })
try-without-words = Aynısı, yazdığınız kelimeler olmadan ({ $n })
by-need-title = İhtiyaca göre bakın
by-need-lead = Size en yakın geleni seçin. Kimse bir kalıba uymak zorunda değil.
by-need-none = listemizde henüz bir şey yok
places-title = İlçeye göre bakın
places-lead = { $n ->
    [one] Listede bir hizmet var.
   *[other] Listede { $n } hizmet var.
}
places-means = Bir hizmet, bulunduğu ilçede ve hangi ilçelerde oturanlar içinse o ilçelerde sayılır. Yani birden çok kez sayılabilir. Bir ilçede burada yazandan fazlası olabilir: listemiz eksik.
places-none = Listemiz şimdilik boş.
places-nowhere-title = İlçesi belli olmayanlar
places-nowhere = { $n ->
    [one] Bir hizmet nerede olduğunu söylemiyor.
   *[other] { $n } hizmet nerede olduğunu söylemiyor.
}
places-nowhere-comes = { $n ->
    [one] Bunlardan biri insanların yanına gidiyor ya da telefonla, internetten yapılıyor.
   *[other] Bunlardan { $n } tanesi insanların yanına gidiyor ya da telefonla, internetten yapılıyor.
}
places-nowhere-more = { $n ->
    [one] Bütün hizmetlerin listesinde bir tane daha var
   *[other] Bütün hizmetlerin listesinde { $n } tane daha var
}
places-empty = Listede henüz bir şey yok
place-title = { $place } ilçesinde destek
place-lead = { $n ->
    [one] Listede burada olan ya da burada oturanlara açık bir hizmet var.
   *[other] Listede burada olan ya da burada oturanlara açık { $n } hizmet var.
}
place-words = { $place } ilçesinde size ne yardımcı olur?
place-needs = Hangi konularda yardım var
place-all-needs = { $n } ihtiyaç türünün tümü ve her birinde yardım eden hizmet sayısı
place-missing = { $n ->
    [one] Bir ihtiyaç türü için burada listede bir şey yok
   *[other] { $n } ihtiyaç türü için burada listede bir şey yok
}
place-nearest = en yakını: { $place }
place-other = yalnızca ilçesi belli olmayanlarda
place-far = listemizde başka bir yerde
place-known = Haklarında bilinenler
place-what = Özellik
place-yes = Evet
place-no = Hayır
place-unknown = Belirtilmemiş
place-free = Ücretsiz
place-step-free = Basamaksız giriş
place-evening = Akşamları
place-weekend = Hafta sonu
place-there = Gidilecek bir yer
place-comes = Size gelir ya da telefonla, internetten yapılır
place-masked = Adresi herkese açık değil
place-unsaid = İlçenin neresinde olduğu belirtilmemiş
place-elsewhere = Başka ilçede, burada oturanlara açık
place-coming = Size gelenler ya da telefonla, internetten yapılanlar
place-coming-more = { $n ->
    [one] Bütün listede bir tane daha var
   *[other] Bütün listede { $n } tane daha var
}
place-languages = Orada konuşulan diller
place-silent = { $n ->
    [one] Bir hizmet hangi dillerin konuşulduğunu söylememiş. Sorun.
   *[other] { $n } hizmet hangi dillerin konuşulduğunu söylememiş. Sorun.
}
place-cards = En son kontrol edilenler
place-all = { $n ->
    [one] { $place } ilçesindeki tek hizmet
   *[other] { $place } ilçesindeki { $n } hizmetin tümü
}
place-means = Bu sayılar ne demek
place-means-services = Hizmetler
place-means-services-text = Açık olan ve yerini { $place } olarak bildiren ya da orada oturanlar için olduğunu söyleyen hizmetlerin tümü. Birkaç grubu ya da günü olan hizmet bir kez sayılır.
place-means-needs-text = Hizmetlerin kendi söylediğine göre. Bir hizmet birkaç konuda yardım edebilir; onun için bu sayıların toplamı hizmet sayısından çoktur.
place-means-unknown-text = Bize kimse söylemedi. Bu hiçbir zaman “hayır” diye sayılmaz. Ücretsiz olanları ya da bir dili aradığınızda bunlar da en sonda gösterilir.
place-means-when-text = Akşam altıdan sonra, cumartesi ya da pazar günü bir şeyler var. Kimse hangi günler ya da saat kaça kadar olduğunu söylemediyse “belirtilmemiş” yazar.
place-means-languages-text = Hizmeti yürütenlerin konuştuğu diller, kendi söylediklerine göre. Birkaç dilde olan hizmet her dilde sayılır.
place-means-cards-text = Bilgileri en son doğrulanan on hizmet; grubun kendisi ya da bir görevli doğrulamıştır. Ne kadar iyi olduklarını göstermez.
place-means-near = En yakın
place-means-near-text = İlçelerin orta noktalarına göre, kuş uçuşu.
place-map = { $place } ilçesindeki hizmetlerin haritası
place-map-help = Haritadaki her şey bütün hizmetlerin listesinde de var.
place-none = { $place } için listede henüz bir şey yok
place-none-text = Bu, hiçbir şey yok demek değil: listemiz eksik. Yakın çevrede bunlar var.
place-link-workers = { $place } ilçesindeki destek görevlileri (link worker): nasıl isteyebilirsiniz
place-progress = { $place } ilçesinde ilerleme, sayılarla
place-near = Yakındaki ilçeler
why-phrase = İçinde geçiyor: “{ $words }”
why-words = İçinde geçiyor: { $words }
why-words-like = Benzeri geçiyor: { $words }
why-need = Yardım konusu: { $need }
why-km = Yaklaşık { $km } km uzakta
why-km-from = { $place } noktasına yaklaşık { $km } km
why-comes = Size gelir ya da telefonla, internetten yapılır
why-free = Ücretsiz
why-price = Her seferi { $price }
why-costs = Ücretli
why-language = Konuşulan dil: { $language }
why-day = Buluşma günü: { $day }
why-access = Var: { $what }
why-full = Şu anda dolu
why-paused = Şu sıralar buraya kimse yönlendirilmiyor
unknown-need = Neye yardım ettiğini bize kimse söylemedi. Kendi anlatımına göre belki: { $need }
unknown-cost = Bilinmiyor: ne kadar tuttuğu
unknown-languages = Bilinmiyor: hangi dillerin konuşulduğu
unknown-days = Bilinmiyor: hangi günlerde olduğu
unknown-access = Bilinmiyor: { $what }
unknown-masked = Adresi herkese açık değil, onun için uzaklık yok
unknown-place = Bilinmiyor: tam olarak nerede olduğu
unknown-checked = { $days } gündür kontrol edilmedi
unknown-checked-never = Hiç kontrol edilmedi: önce sorun
unknown-reached = Biri geçenlerde ulaşmaya çalıştı, kimseye ulaşamadı
day-mon = Pazartesi
day-tue = Salı
day-wed = Çarşamba
day-thu = Perşembe
day-fri = Cuma
day-sat = Cumartesi
day-sun = Pazar
every-fortnight = iki haftada bir
every-once = bir kez
every-1st = her ayın ilki
every-2nd = her ayın ikincisi
every-3rd = her ayın üçüncüsü
every-4th = her ayın dördüncüsü
every-last = her ayın sonuncusu
access-step-free = basamaksız giriş
access-toilet = engelli tuvaleti
access-lift = asansör
access-parking = otopark
access-hearing-loop = işitme cihazı için ses sistemi (hearing loop)
access-bsl = İngiliz İşaret Dili (BSL)
access-large-print = büyük harfli yazı
access-quiet-room = sessiz oda
access-creche = çocuklara bakılan oda (crèche)
access-home-visits = evde ziyaret
access-online = internetten
access-telephone = telefonla
gender-women = Yalnız kadınlar için
gender-men = Yalnız erkekler için
gender-lgbt = LGBT kişiler için
route-self = Doğrudan gelin ya da kendiniz iletişime geçin
route-any = Kendiniz iletişime geçin ya da biri sizi yönlendirsin
route-professional = Sizi bir görevlinin yönlendirmesi gerekir (örneğin aile doktorunuz, yani GP, ya da bir sosyal hizmet görevlisi)
not-known = Bilinmiyor.
service-run-by = yürüten: { $provider }
service-closed = Bu hizmet kapandı.
service-full = Şu anda dolu. Bekleme listesi olup olmadığını sorun.
service-what = Orada neler oluyor
service-when = Ne zaman
service-where = Nerede
service-cost = Ücret
service-who = Kimler gelebilir
service-how = Doğrudan gelebilir miyim?
service-languages = Diller
service-contact = İletişim
service-access = İçeri girmek ve katılmak
service-needs = Hangi konularda yardım ediyor
service-has-not = Yok:
service-not-known = Bilinmiyor, önce sorun:
service-ask-first = Gitmeden önce sorun.
service-masked = Oradaki insanların güvenliği için adres herkese açık değil. İletişime geçin, size söylerler.
service-masked-short = adresi herkese açık değil
service-comes = Size gelirler ya da telefonla, internetten yapılır.
service-comes-short = size gelir ya da telefonla yapılır
service-way = Yolu öğrenmek isterseniz onlara sorun: nasıl ulaşacağınız bu sayfada.
service-map-label = Nerede olduğunu gösteren harita
service-map-help-in = İşaret, { $borough } ilçesinde yaklaşık nerede olduğunu gösterir. Bu haritada sokaklar yok: adrese göre gidin.
service-map-help = İşaret, yaklaşık nerede olduğunu gösterir. Bu haritada sokaklar yok: adrese göre gidin.
service-map-help-ground = İşaret, yaklaşık nerede olduğunu gösterir. Adrese de bakın.
service-map-failed = Harita gösterilemedi. Adrese göre gidin.
service-approximate = Haritalarda ve uzaklıklarda yeri yaklaşıktır.
service-also = Şurada da var:
cost-free = Ücretsiz
cost-price = Her seferi { $price }
cost-some = Ücretli.
service-ages = { $from } – { $to } yaş arası
service-age-from = { $from } yaş ve üstü
service-age-to = { $to } yaşına kadar
service-serves = Şu yerlerde oturanlar: { $places }
service-anybody = Bildiğimiz kadarıyla herkes
service-places = { $n ->
    [one] Son kontrolde bir boş yer vardı
   *[other] Son kontrolde { $n } boş yer vardı
}
service-wait = { $n ->
    [one] Yaklaşık bir hafta bekleniyor
   *[other] Yaklaşık { $n } hafta bekleniyor
}
service-checked-group = { $n ->
    [0] Grup bugün kontrol etti.
    [one] Grup dün kontrol etti.
   *[other] Grup { $n } gün önce kontrol etti.
}
service-checked-officer = { $n ->
    [0] Bir görevli bugün kontrol etti.
    [one] Bir görevli dün kontrol etti.
   *[other] Bir görevli { $n } gün önce kontrol etti.
}
service-checked-worker = { $n ->
    [0] Bir destek görevlisi (link worker) bugün telefon edip kontrol etti.
    [one] Bir destek görevlisi (link worker) dün telefon edip kontrol etti.
   *[other] Bir destek görevlisi (link worker) { $n } gün önce telefon edip kontrol etti.
}
service-checked-publisher = { $n ->
    [0] Bugün, bilginin geldiği listede kontrol edildi.
    [one] Dün, bilginin geldiği listede kontrol edildi.
   *[other] { $n } gün önce, bilginin geldiği listede kontrol edildi.
}
service-checked-never = Bunu henüz kimse kontrol etmedi.
service-print = Bu sayfayı yazdırabilirsiniz: kâğıda yalnız gerekli olan çıkar.
map-title = Harita
map-label = Listedeki hizmetlerin haritası
map-show = Haritayı göster
map-hide = Haritayı gizle
map-list = Listeyi göster
map-here = Bu noktada:
map-here-list = Bu noktadaki hizmetleri listele
map-skip = Haritayı atla
map-help = Haritayı kaydırın, yakınlaştırın: liste, haritada görünenleri gösterir. Haritadaki her şey listede de var.
map-off-it = Size gelen ya da yeri gizli tutulan hizmetler hiçbir haritada yoktur.
map-everywhere = Her yerdeki hizmetleri göster
map-failed = Harita gösterilemedi. Haritadaki her şey listede de var.
map-behind = Liste haritayı izleyemedi. Haritayı bir daha kaydırın.
map-zoom-in = Yakınlaştır
map-zoom-out = Uzaklaştır
map-two-fingers = Haritayı kaydırmak için iki parmağınızı kullanın
map-ctrl = Haritayı yakınlaştırmak için Ctrl’ye basıp kaydırın
map-command = Haritayı yakınlaştırmak için ⌘ tuşuna basıp kaydırın
map-credit = İlçe sınırları: National Statistics ve Ordnance Survey verileri © Crown copyright and database right
map-close = Kapat

service-as-given = Bu metin bize verildiği gibi, İngilizce.

find-time = Günün hangi saatinde
find-any-time = Saat fark etmez
find-for = Kimlere özel
find-anybody = Herkes
find-age = Kişinin yaşı
find-route = Birinin sizi yönlendirmesi gerekir mi?
find-any-route = Fark etmez
route-yes = Doğrudan gelin ya da kendiniz sorun
route-no = Birinin sizi yönlendirmesi gerekir
find-room = Şimdi yer var
find-holidays = Okul tatillerinde de
find-bank-holidays = Resmî tatillerde de
find-remote = Telefonla, internetten ya da evinizde
find-access = Orada size gerekenler
find-counts = Sayılar, bunu kendisi söyleyen hizmetlerin sayısıdır. Bu konuda bir şey söylemeyenler listenin sonunda gelir ve sayılmaz.
find-not-sure = Emin değil misiniz? Beş soru
find-none-there = Orada hiçbir şey bulunamadı
find-none-there-text = Ama bunlar için yola çıkmanız gerekmez:
find-remote-title = Yola çıkmadan: telefonla, internetten ya da evinizde
find-remote-all = { $n } tanesinin hepsini gör
find-private = Yazdıklarınız bu sayfanın adresinde yer almaz. Yarım saat boyunca kendi tarayıcınızda durur. Biz saklamayız.
find-lost = Yazdıklarınız artık burada değil. Tarayıcınız onları en çok yarım saat tutar. Lütfen yeniden yazın.
find-age-wrong = Yaşı yıl olarak yazın: 0 ile 120 arasında bir sayı
find-private-link = Bu aramayı, saklamak ya da birine göndermek için, yazdığınız kelimeler olmadan aç
find-long = Uzun bir yazı yazdınız, sorun değil. İlk { $n } kelimeye göre aradık.
crisis-title = Şu anda yardıma mı ihtiyacınız var?
crisis-danger = Tehlikede misiniz ya da birinin hayatı tehlikede mi? Arayın:
crisis-life = Biriyle konuşmak için, gece gündüz: Samaritans,
crisis-abuse = Biri size zarar mı veriyor, sizi korkutuyor ya da kontrol mü ediyor? Aile içi şiddet yardım hattı (National Domestic Abuse Helpline), ücretsiz, gece gündüz:
crisis-child = Bir çocuğa zarar mı veriliyor ya da bir çocuk korkuyor mu? Childline, 19 yaşından küçük herkes için, gece gündüz:
crisis-tonight = Yiyecek ya da ısınma yok mu, yatacak yer yok mu?
crisis-tonight-link = Şimdi kimlerin açık olduğuna bakın
now-title = Bugün yardım
now-lead = Yarına kalamayacak işler için. Şimdi kimin açık olduğunu, kimin daha sonra açılacağını ve kimi arayabileceğinizi gösteririz.
now-what = Neye ihtiyacınız var?
now-food = Yiyecek
now-warmth = Isınma: kalorifer, gaz ya da elektrik
now-bed = Bu gece için yatacak yer
now-eviction = Beni evimden çıkarıyorlar
now-near = Neredesiniz?
now-button = Kimin yardım edebileceğini göster
now-holiday = Bugün resmî tatil (bank holiday). Gitmeden önce arayın: saatler farklı olabilir.
now-council-bed = Bu gece yatacak yeriniz yoksa, bulunduğunuz yerin belediyesini (council) arayın. Gece gündüz sizi dinlemek zorundalar; çocuğunuz varsa neredeyse her zaman size kalacak bir yer bulmak zorundalar. Şöyle deyin: “Bu gece evsizim.” (“I am homeless tonight.”)
now-council-eviction = Yalnızca ev sahibiniz öyle diyor diye evden çıkmak zorunda değilsiniz. Hemen hemen her durumda sizi ancak bir mahkeme çıkarabilir. Bir danışma yerine sormadan anahtarları geri vermeyin.
now-is-open = Şimdi açık
now-is-later = Bugün daha sonra
now-is-on = Önümüzdeki günlerde
now-is-unknown = Ne zaman olduğunu bilmiyoruz: önce arayın
now-until = Açık, kapanış: { $time }
now-from = Başlangıç: { $time }
now-from-on = { $day }, başlangıç: { $time }
now-sent = Sizi birinin yönlendirmesi gerekir: GP’nize (aile doktorunuza), bir danışma merkezine ya da belediyeye (council) sorun.
now-more = { $n ->
    [one] Bir tane daha var.
   *[other] { $n } tane daha var.
}
now-none = Listemizde kimse bu konuda yardım ettiğini söylemiyor. Belediyenizi (council) arayın ya da acil yardım sayfasına bakın.
now-find = Başka bir şey ara
chip-time = { $part }
chip-age = Yaş: { $age }
chip-for = { $who }
chip-walk-in = Doğrudan gelebilirsiniz
chip-room = Yer var
chip-holidays = Okul tatillerinde
chip-bank-holidays = Resmî tatillerde
chip-remote = Yola çıkmadan
chip-access = { $what }
try-any-time = Günün her saatinde ({ $n })
try-any-access = Yerin özelliklerine bakmadan ({ $n })
try-referred = Birinin yönlendirmesi gerekenler de ({ $n })
try-not-sent = Doğrudan gelinebilenler de ({ $n })
try-full = Şu anda dolu olanlar da ({ $n })
try-any-age = Her yaş için ({ $n })
try-anybody = Herkes için ({ $n })
why-then = O saatte var
why-room = Yer var
why-only-for = { $who }
unknown-then = Bilinmiyor: o saatte olup olmadığı
unknown-route = Bilinmiyor: birinin yönlendirmesi gerekip gerekmediği
unknown-room = Bilinmiyor: yer olup olmadığı
unknown-only-for = Herkes için olabilir
unknown-holidays = Bilinmiyor: okul tatillerinde olup olmadığı
unknown-bank-holidays = Bilinmiyor: resmî tatillerde olup olmadığı
unknown-ages = Bilinmiyor: hangi yaşlar için olduğu
day-today = Bugün
day-tomorrow = Yarın
day-week = Önümüzdeki yedi gün içinde
part-of-day-morning = Sabah
part-of-day-afternoon = Öğleden sonra
part-of-day-evening = Akşam
access-interpreter = tercüman
layer-title = Haritada ayrıca göster
layer-none = Başka hiçbir şey
layer-counts = Her ilçede kaç tane olduğu
layer-missing = Yakında hiç olmayan yerler
layer-deprivation = Küçük bölgelerde yoksunluk (deprivation)
layer-counts-means = Bir ilçe ne kadar koyuysa, orada bu hizmetlerden o kadar çok var. Liste tek bir ilçeye daraltılabilir.
layer-missing-means = Yeterince yakınlaştırınca renkli görünen yerler: kuş uçuşu { $km } km içinde bu hizmetlerden hiçbiri yok. İnsanların yanına giden ya da yeri gizli tutulan hizmetler hiçbir haritada yoktur.
layer-deprivation-means = Ne kadar koyuysa, o bölgede yoksunluk o kadar fazladır (English Indices of Deprivation { $year }). Orada yaşayan hiçbir kişi hakkında tek başına bir şey söylemez.
layer-workers = Destek görevlileri (link worker)
layer-workers-means = Bildiğimiz kadarıyla nerede destek görevlisi var. Onlara nasıl ulaşılacağını görmek için bir ilçeye basın.
layer-workers-table = Aynısı tablo olarak
layer-workers-live = Şu anda var
layer-workers-planned = Planlanıyor
layer-workers-nothing = Bilinmiyor
layer-workers-of = Destek görevlileri (link worker): { $place }
