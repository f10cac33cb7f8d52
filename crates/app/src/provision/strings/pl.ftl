provision-map-label = Mapa dzielnic, w których są koordynatorzy wsparcia
provision-map-help = Naciśnij dzielnicę, aby zobaczyć, jak dotrzeć do jej koordynatorów wsparcia. Tabela mówi to samo.
provision-map-failed = Nie udało się pokazać mapy. Tabela mówi to samo.
