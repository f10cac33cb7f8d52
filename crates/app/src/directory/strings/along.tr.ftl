service-ring = Arayın
service-finding = Yerini bulmak
along-title = Gönderin ya da yazdırın
along-scan = Telefona alın
along-scan-text = Telefonun kamerasını açıp kareye doğru tutun. Bu hizmetin sayfası açılır.
along-qr = Okutulacak kare: { $name } sayfası
along-send = Bu cihazdan gönderin
along-send-text = Kime gideceğini siz seçersiniz. Bizden değil, kendi cihazınızdan gider.
along-text = SMS
along-email = E-posta
along-copy = Bağlantıyı kopyala
along-copied = Kopyalandı
along-print = Büyük harfli, yazdırılacak sayfa
along-print-now = Yazdır
along-print-menu = Yazdırmak için tarayıcınızın menüsünü kullanın.
along-what = Gönderilen metin
along-phone = Telefon: { $phone }
along-nothing-kept = Bunu kimin gönderdiği ya da yazdırdığı hakkında hiçbir şey saklamayız.
along-not-counted = Bu sayfa sizin ya da bir iş arkadaşınız içindir ve sayılmaz.
along-careful-title = Önce düşünün: bu telefonu, e-postayı ya da kâğıdı başka kim görüyor?
along-careful = Biri o kişiye zarar veriyorsa, onu takip ediyorsa ya da kontrol ediyorsa, bir mesaj ya da bağlantı onu tehlikeye atabilir. Kilitli ekranda görünebilir; mesajlarda, e-postada ve açılan sayfaların listesinde kalabilir.
along-careful-instead = Söylemek ya da yalnızca telefon numarasını yazıp vermek daha güvenli olabilir. Neyin güvenli olduğunu o kişiye sorun.
along-sheet-scan = Sayfayı görmek için bunu telefonla okutun:
along-sheet-printed = Yazdırıldığı gün: { $day }.
shortlist-title = Listeniz
shortlist-private = Listeniz yalnızca bu tarayıcıda saklanır. Biz saklamayız; siz göndermedikçe başka kimse görmez. Bu cihazı başkaları da mı kullanıyor? Gitmeden önce listeyi boşaltın.
shortlist-no-scripts = JavaScript kapalıyken liste yalnızca bu sayfada durur. Sayfadan çıkınca gider. Aşağıdan ekleyin, sonra yazdırın ya da gönderin.
shortlist-count = { $n ->
    [0] Listenizdekilerin hiçbiri artık burada değil
    [one] Listenizde bir hizmet var
   *[other] Listenizde { $n } hizmet var
}
shortlist-keep = Sakla
shortlist-kept = Listenizde
shortlist-remove = Çıkar
shortlist-empty = Listeyi boşalt
shortlist-none = Listenizde henüz bir şey yok
shortlist-none-text = Bir hizmet bulun ve “Sakla” düğmesine basın. Listenizi yazdırabilir ya da gönderebilirsiniz.
shortlist-gone = Sakladığınız bir hizmet artık burada değil.
shortlist-full = Listeniz dolu. En çok { $n } hizmet alır. Yenisini eklemek için birini çıkarın.
shortlist-add = Bir tane daha ekle
shortlist-add-hint = Adı ya da size neyin yardımcı olacağı
shortlist-put = Listeye koy
shortlist-failed = Liste gösterilemedi. İnternet bağlantınız olunca tekrar deneyin.
