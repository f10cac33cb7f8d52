frame-title = Yakındaki destek
frame-none-text = Bu, hiçbir şey yok demek değildir: listemiz tam değil. Aşağıda başka bir şey arayın.
frame-search = Başka bir şey arayın
frame-search-hint = { $name } sitesindeki aramanın tamamı açılır.

frame-offer = Bu hizmetleri kendi sitenizde gösterin
frame-lead = Sayfanızın ne göstereceğini seçin. Sonra sayfanıza tek bir satır kopyalayın.
frame-cut = Bir şeyi dışarıda bıraktık. En çok dört kelime ve posta kodunun yalnız ilk yarısı kullanılabilir.
frame-line = Sayfanız için satır
frame-shows = Gösterdiği:
frame-all = listemizdeki her şey
frame-now = { $n ->
    [0] Şu anda listemizde buna uygun bir şey yok.
   *[other] Şu anda buna uygun { $n } hizmet var.
}
frame-label = Bu satırı kopyalayın
frame-copy = Satırı kopyala
frame-look = Nasıl göründüğüne bakın
frame-choose = Ne göstereceğini seçin
frame-near = Nereye yakın
frame-near-hint = Posta kodunun ilk yarısı, örneğin E15, ya da bir ilçenin (borough) adı
frame-spoken = Orada konuşulan dil
frame-words = Kelimeler
frame-words-hint = En çok dört. Örneğin: koro
frame-show = Orada ne görünsün
frame-show-map = Liste, yanında harita ya da haritayı açan bir düğme
frame-show-list = Yalnız liste. JavaScript gerektirmez
frame-tongue = Gösterildiği dil
frame-tongue-any = Okurun tarayıcısının istediği dil
frame-high = Yüksekliği
frame-pixels = { $n } piksel
frame-button = Satırı oluştur
frame-about = Bilmekte yarar var
frame-about-fresh = Her zaman listemizde şu anda ne varsa onu gösterir. Kimsenin bize söylemediğini ve uzun süredir kontrol edilmeyeni de söyler.
frame-about-reader = Çerez kullanmaz ve kimseyi saymaz.
frame-about-out = Okurlarınızın seçtiği şey sizin sayfanızın dışında açılır. Acil yardım bir adım ötededir.
frame-about-hidden = Gizli tutulan bir adres gösterilmez.

find-private-none = Bu aramada saklanacak ya da gönderilecek başka bir şey yok. Bir ihtiyaç ya da bir ilçe seçin.
place-tonight = Bu akşam açık
place-this-weekend = Bu hafta sonu açık
day-weekend = Hafta sonu
