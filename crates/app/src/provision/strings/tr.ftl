provision-map-label = Destek görevlisi olan ilçelerin haritası
provision-map-help = Bir ilçenin destek görevlilerine nasıl ulaşılacağını görmek için o ilçeye basın. Tabloda da aynısı yazar.
provision-map-failed = Harita gösterilemedi. Tabloda da aynısı yazar.
