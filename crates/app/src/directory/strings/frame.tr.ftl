frame-title = Yakındaki destek
frame-none-text = Bu, hiçbir şey yok demek değildir: listemiz tam değil. Aşağıda başka bir şey arayın.
frame-search = Başka bir şey arayın
frame-search-hint = { $name } üzerindeki bütün arama açılır.

frame-offer = Bu hizmetleri kendi sitenizde gösterin
frame-lead = Sayfanızın ne göstereceğini seçin. Sonra sayfanıza tek bir satır kopyalayın.
frame-cut = Bir şeyi dışarıda bıraktık. Bir sayfa en çok dört kelime ve posta kodunun yalnız ilk yarısını sorabilir.
frame-line = Sayfanız için satır
frame-shows = Gösterdiği:
frame-all = listemizdeki her şey
frame-now = { $n ->
    [0] Şu anda listemizde uyan bir şey yok.
   *[other] Şu anda { $n } hizmet uyuyor.
}
frame-label = Bu satırı kopyalayın
frame-copy = Satırı kopyala
frame-look = Nasıl göründüğüne bakın
frame-choose = Ne göstereceğini seçin
frame-near = Yakınında
frame-near-hint = Posta kodunun ilk yarısı, örneğin E15, ya da bir ilçenin (borough) adı
frame-spoken = Orada konuşulan dil
frame-words = Kelimeler
frame-words-hint = En çok dört. Örneğin: choir
frame-show = Orada ne dursun
frame-show-map = Liste, yanında ya da bir düğmenin arkasında harita
frame-show-list = Yalnız liste. Betik gerektirmez
frame-tongue = Gösterildiği dil
frame-tongue-any = Okuyanın tarayıcısının istediği dil
frame-high = Yüksekliği
frame-pixels = { $n } piksel
frame-button = Satırı oluştur
frame-about = Bilmekte yarar var
frame-about-fresh = Her zaman listemizde şu anda ne varsa onu gösterir. Kimsenin bize söylemediğini ve uzun süredir kontrol edilmeyeni de söyler.
frame-about-reader = Çerez kullanmaz ve kimseyi saymaz.
frame-about-out = Okuyanların seçtiği şey sizin sayfanızın dışında açılır. Acil yardım bir adım ötededir.
frame-about-hidden = Gizli tutulan bir adres gösterilmez.

find-private-none = Bu aramada saklanacak ya da gönderilecek başka bir şey yok. Bir ihtiyaç ya da bir ilçe seçin.
place-tonight = Bu akşam açık
place-this-weekend = Bu hafta sonu açık
day-weekend = Hafta sonu
